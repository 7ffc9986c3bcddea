# SPDX-License-Identifier: MIT
set(room_sources listed.cpp)
set(room_headers listed.h)
