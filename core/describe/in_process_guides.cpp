// SPDX-License-Identifier: MIT
#include "core/describe/in_process_guides.h"

#include "core/describe/hdf5_file_guide.h"

#include <utility>

namespace tessera {

namespace {

class InProcessGuides final : public GuideMaker {
public:
    Result<std::shared_ptr<FileGuide>> open(std::shared_ptr<const PositionedFile> file,
        std::shared_ptr<OtherFiles> others, const std::stop_token& stop) override
    {
        if (stop.stop_requested())
            return cancelled();
        return Hdf5FileGuide::open(std::move(file), std::move(others));
    }
};

} // namespace

std::shared_ptr<GuideMaker> inProcessGuides()
{
    return std::make_shared<InProcessGuides>();
}

} // namespace tessera
