// SPDX-License-Identifier: MIT
#pragma once

namespace tessera {

// Whether this is a build with AddressSanitizer or ThreadSanitizer, which need address space and
// time of their own, and standard error for what they find.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool hasSanitizers = true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
inline constexpr bool hasSanitizers = true;
#else
inline constexpr bool hasSanitizers = false;
#endif
#else
inline constexpr bool hasSanitizers = false;
#endif

} // namespace tessera
