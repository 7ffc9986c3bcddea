// SPDX-License-Identifier: MIT
#include "core/describe/hdf5_guard.h"

#include <H5Cpp.h>

#include <algorithm>
#include <cstring>

namespace tessera {

namespace {

using Reason = std::array<char, 256>;

// The library is one per process, so its lock must be too.
std::recursive_mutex& libraryMutex()
{
    static std::recursive_mutex mutex;
    return mutex;
}

herr_t copyFirst(unsigned /*index*/, const H5E_error2_t* entry, void* data) noexcept
{
    auto& reason = *static_cast<Reason*>(data);
    reason.fill('\0');
    if (entry->desc != nullptr)
        std::copy_n(
            entry->desc, std::min(std::strlen(entry->desc), reason.size() - 1), reason.begin());
    return 1; // the innermost one is enough
}

// The library calls this where a call of it fails. Later is too late: closing the handles that
// the failure leaves behind clears the library's record of it.
herr_t takeDown(hid_t stack, void* reason) noexcept
{
    H5Ewalk2(stack, H5E_WALK_UPWARD, copyFirst, reason);
    return 0;
}

} // namespace

Hdf5Guard::Hdf5Guard()
    : m_lock(libraryMutex())
{
    H5Eget_auto2(H5E_DEFAULT, &m_formerHandler, &m_formerData);
    H5Eset_auto2(H5E_DEFAULT, takeDown, &m_reason);
}

Hdf5Guard::~Hdf5Guard()
{
    // Failures are expected (chunks that were never written) and noted by now. What the library
    // remembers of them belongs to this thread, and would keep it from closing once that has ended.
    H5Eclear2(H5E_DEFAULT);
    H5Eset_auto2(H5E_DEFAULT, m_formerHandler, m_formerData);
}

} // namespace tessera
