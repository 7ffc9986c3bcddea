// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/shared_memory.h"
#include "core/source/file_guide.h"
#include "core/source/other_files.h"
#include "core/source/positioned_file.h"
#include "core/source/reader_process.h"
#include "core/source/reader_settings.h"
#include "core/source/reader_turn.h"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tessera {

// Asks a reader process about one file. When the process crashes, takes too long or talks
// nonsense, the request that it was about gets an error, and the next one a new process, so
// many times as the settings have it. A new process must describe an array as the former did.
// Where an array needs a filter that neither the library nor we have, a process with plugins
// takes over.
// Threads: as FileGuide has it. While it asks, it may call others->open().
class ReaderGuide : public FileGuide {
public:
    using OnHello = std::function<void(const ReaderHello&)>; // called for each process

    // `process` was started before; empty: one is started.
    static Result<std::shared_ptr<FileGuide>> open(ReaderSettings settings,
        std::shared_ptr<const PositionedFile> file, std::shared_ptr<OtherFiles> others,
        std::optional<ReaderProcess> process, OnHello onHello, const std::stop_token& stop);

    Result<FileListing> list(const std::stop_token& stop) override;
    Result<ArrayFacts> describe(
        const std::string& path, std::uint64_t cacheBytes, const std::stop_token& stop) override;
    Result<StoredValues> readValues(const std::string& path, const std::stop_token& stop) override;
    Result<> locate(std::uint32_t array, std::span<const std::uint64_t> chunks,
        std::span<ChunkPlace> places) override;
    Result<> readStored(std::uint32_t array, const ArraySlab& slab, std::span<std::byte> target,
        const std::stop_token& stop) override;
    void release() override;

private:
    // What a request takes beside its base.
    struct Work {
        double megabytes = 0;
        std::size_t chunks = 0;
    };
    // An array that was described, by its number for the callers.
    struct Described {
        std::string path;
        std::uint64_t cacheBytes = 0;
        ArrayFacts facts;
        std::optional<std::uint32_t> number; // for the process that runs
    };

    ReaderGuide(ReaderSettings settings, std::shared_ptr<const PositionedFile> file,
        std::shared_ptr<OtherFiles> others, OnHello onHello);

    // All of these with the turn.
    Result<> start(std::optional<ReaderProcess> process, const std::stop_token& stop);
    Result<> greet(const std::stop_token& stop);
    template <class Reply>
    Result<Reply> ask(const ReaderRequest& request, int descriptor, const Work& work,
        const std::string& what, const std::stop_token& stop);
    Result<Described> newlyDescribed(
        const std::string& path, std::uint64_t cacheBytes, const std::stop_token& stop);
    Result<std::uint32_t> numberOf(Described& array, const std::stop_token& stop);
    Result<Described*> arrayOf(std::uint32_t array);
    Result<> readPiece(Described& array, const ArraySlab& slab, std::span<std::byte> target,
        const std::stop_token& stop);
    Result<> readPieces(Described& array, const ArraySlab& slab, std::span<std::byte> target,
        const std::stop_token& stop);
    Result<> makeMemory(std::size_t bytes);
    void end();

    ReaderBudget budgetOf(const Work& work) const;
    std::unexpected<Error> failed(ReaderFault fault, const std::string& what);
    std::string subject(const std::string& path) const;
    bool isUnwanted(const std::stop_token& stop) const;

    const ReaderSettings m_settings;
    const std::string m_name; // of the file, for errors
    const OnHello m_onHello;
    std::atomic<bool> m_isReleased = false;
    ReaderTurn m_turn; // guards what follows
    std::shared_ptr<const PositionedFile> m_file;
    std::shared_ptr<OtherFiles> m_others;
    std::optional<ReaderProcess> m_process;
    std::vector<Described> m_arrays;
    SharedMemory m_memory;
    bool m_memoryIsKnown = false; // to the process that runs
    bool m_hasPlugins = false;
    int m_faults = 0;
};

} // namespace tessera
