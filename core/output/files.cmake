set(room_sources)
set(room_headers row_writer.h)
