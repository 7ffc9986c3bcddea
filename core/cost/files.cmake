set(room_sources)
set(room_headers cost_log.h tile_bill.h trace.h process_memory.h stopwatch.h)
