// SPDX-License-Identifier: MIT
#include "app/cli/render_report.h"

#include "app/cli/damage_list.h"
#include "app/cli/json_text.h"
#include "core/base/aligned_buffer.h"
#include "core/cost/process_memory.h"
#include "core/kernel/variant.h"

namespace tessera {

std::string toJsonText(const RenderReport& report, const std::string& output)
{
    const auto inMs = [](std::int64_t ns) {
        constexpr double nsPerMs = 1e6;
        return static_cast<double>(ns) / nsPerMs;
    };
    Json json;
    json["output"] = output;
    json["rows"] = report.shape.rows;
    json["columns"] = report.shape.columns;
    json["level"] = report.level;
    json["threads"] = report.threads;
    json["kernel"] = kernelVariant();
    json["wall_ms"] = inMs(report.wallNs);
    json["stages_ms"] = {{"open", inMs(report.openNs)}, {"read", inMs(report.cost.readNs)},
        {"reduce", inMs(report.cost.reduceNs)}, {"paint", inMs(report.cost.paintNs)},
        {"encode", inMs(report.cost.encodeNs)}, {"write", inMs(report.cost.writeNs)}};
    json["bytes_read"] = report.bytesRead.value;
    json["bytes_decoded"] = report.cost.bytesDecoded.value;
    json["bytes_written"] = report.bytesWritten.value;
    json["peak_buffer_bytes"] = AlignedBuffer::peakBytes().value;
    if (const auto memory = processMemory())
        json["peak_resident_bytes"] = memory->peakResident.value;
    if (!report.damaged.empty())
        json["damaged"] = damageJson(report.damaged);
    return dumped(json);
}

} // namespace tessera
