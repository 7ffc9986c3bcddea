set(room_sources axis_guess.cpp companion_image.cpp default_dataset.cpp file_level.cpp finest_level.cpp
    file_version.cpp
    library_versions.cpp open_source.cpp positioned_file.cpp understanding.cpp volume_reading.cpp
    codec_bit_transpose.cpp codec_bitshuffle.cpp codec_blosc.cpp codec_bzip2.cpp codec_chunk.cpp
    codec_deflate.cpp codec_fletcher32.cpp codec_interleave.cpp codec_lz4.cpp codec_lzf.cpp
    codec_shuffle.cpp codec_zstd.cpp
    csv_dialect.cpp csv_file.cpp csv_files.cpp csv_head.cpp csv_matrix.cpp csv_number.cpp
    csv_opener.cpp csv_ordered_table.cpp csv_parser.cpp csv_planes_in_memory.cpp csv_roles.cpp
    csv_row_index.cpp csv_row_scan.cpp csv_rows.cpp csv_sheet.cpp csv_sheet_reader.cpp
    csv_sniff.cpp csv_source.cpp
    csv_survey.cpp csv_table.cpp csv_text.cpp csv_tokens.cpp csv_walk.cpp gzip_inflater.cpp
    text_stream.cpp)
set(room_headers array_info.h axis_guess.h companion_image.h default_dataset.h file_level.h finest_level.h
    file_version.h
    library_versions.h meaning.h open_source.h opened_array.h positioned_file.h
    read_scratch.h reading_wish.h understanding.h value_scale.h volume_file.h volume_reading.h
    volume_source.h
    codec_bit_transpose.h codec_bytes.h codec_chunk.h codec_interleave.h codec_lz4_block.h
    codec_steps.h
    csv_advance.h csv_dialect.h csv_file.h csv_files.h csv_head.h csv_matrix.h csv_number.h
    csv_opener.h csv_ordered_table.h csv_parser.h csv_planes_in_memory.h csv_roles.h
    csv_row_index.h csv_row_scan.h csv_rows.h csv_sheet.h csv_sheet_reader.h csv_sniff.h
    csv_source.h csv_survey.h csv_table.h
    csv_text.h csv_tokens.h csv_walk.h gzip_inflater.h text_stream.h)
# How an array is fetched once its storage is described: nothing of HDF5.
list(APPEND room_sources array_file.cpp array_pieces.cpp array_slab.cpp array_source.cpp
    cache_choice.cpp chunk_cache.cpp chunk_decoder.cpp chunk_grid.cpp chunked_reader.cpp contiguous_reader.cpp
    external_reader.cpp memory_array.cpp slab_readers.cpp stored_number.cpp strided_copy.cpp
    written_chunks.cpp)
list(APPEND room_headers array_file.h array_pieces.h array_slab.h array_source.h cache_choice.h chunk_cache.h
    chunk_decoder.h chunk_grid.h chunked_reader.h contiguous_reader.h external_reader.h
    memory_array.h slab_readers.h storage_plan.h stored_number.h strided_copy.h
    written_chunks.h)
# What numpy writes.
list(APPEND room_sources npy_array.cpp npy_format.cpp npy_header.cpp npy_literal.cpp npz_file.cpp
    npz_format.cpp reversed_reader.cpp zip_archive.cpp zip_directory.cpp zip_library.cpp
    zip_library.h)
list(APPEND room_headers npy_array.h npy_format.h npy_header.h npy_literal.h npz_file.h npz_format.h
    reversed_reader.h zip_archive.h zip_directory.h)
# How numbers become probabilities.
list(APPEND room_sources read_limit.cpp reading_text.cpp sample_scaler.cpp scaled_source.cpp)
list(APPEND room_headers exponential.h read_limit.h reading_text.h sample_scaler.h scaled_source.h)
# How a volume is opened over what another process says of its file.
list(APPEND room_sources array_of_guide.cpp facts_check.cpp file_levels.cpp guided_array.cpp
    guided_plan.cpp guided_volume.cpp hdf5_format.cpp late_reader.cpp linked_files.cpp storage_text.cpp)
list(APPEND room_headers array_of_guide.h facts_check.h file_guide.h file_levels.h guide_maker.h
    guided_array.h guided_file.h guided_plan.h guided_volume.h late_reader.h linked_files.h other_files.h storage_text.h)
# What a file, or one beside it, says of the meaning of an array.
list(APPEND room_sources attribute_hints.cpp attribute_text.cpp axis_names.cpp bdv_size.cpp
    file_text.cpp level_claims.cpp names_beside.cpp names_hints.cpp names_inside.cpp ome_hints.cpp spacing_hints.cpp spacing_names.cpp)
list(APPEND room_headers attribute_hints.h attribute_text.h axis_names.h bdv_size.h
    file_text.h level_claims.h names_beside.h names_hints.h names_inside.h ome_hints.h spacing_hints.h spacing_names.h)
# What the program and its reader process say to each other.
list(APPEND room_sources reader_facts.cpp reader_guide.cpp reader_guides.cpp reader_process.cpp
    reader_program.cpp reader_replies.cpp reader_requests.cpp reader_server.cpp reader_wire.cpp
    reader_work.cpp wire_bytes.cpp)
list(APPEND room_headers reader_facts.h reader_guide.h reader_guides.h reader_messages.h
    reader_process.h reader_program.h reader_protocol.h reader_server.h reader_settings.h
    reader_turn.h reader_wire.h reader_work.h wire_bytes.h)
# Pictures, as raw images.
list(APPEND room_sources picture_formats.cpp picture_jpeg.cpp picture_png.cpp picture_reader.cpp
    picture_tiff.cpp label_map.cpp raw_image.cpp)
list(APPEND room_headers picture_formats.h picture_reader.h label_map.h raw_image.h)
# TIFF, through libtiff.
list(APPEND room_sources stretch_reader.cpp tiff_array.cpp tiff_claims.cpp tiff_format.cpp
    tiff_handle.cpp tiff_ome.cpp tiff_page.cpp tiff_reader.cpp xml_scan.cpp)
list(APPEND room_headers stretch_reader.h tiff_array.h tiff_claims.h tiff_format.h tiff_handle.h
    tiff_page.h tiff_reader.h xml_scan.h)
# What an array means, by claims, samples and extents.
list(APPEND room_sources axis_decision.cpp axis_evidence.cpp axis_layout.cpp axis_survey.cpp
    sample_checks.cpp scale_evidence.cpp value_sample.cpp)
list(APPEND room_headers axis_decision.h axis_evidence.h axis_layout.h axis_survey.h
    scale_evidence.h value_sample.h)
