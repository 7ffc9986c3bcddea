set(room_sources)
set(room_headers partial_file.h row_writer.h)
