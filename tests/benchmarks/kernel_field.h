// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/aligned_buffer.h"
#include "core/grid/sample_view.h"
#include "core/kernel/class_planes.h"

#include <cstdint>
#include <cstring>
#include <random>

namespace tessera::bench {

// What a benchmark of the kernel works on.
struct FieldShape {
    std::int64_t rows = 0;
    std::int64_t columns = 0;
    std::int64_t classes = 0;
    ElementType type = ElementType::Float32;
    bool isPlanar = false;

    std::int64_t pixels() const { return rows * columns; }
};

// Samples as a random forest writes them: hundredths, which add up to about one.
class Field {
public:
    explicit Field(const FieldShape& shape)
        : m_shape(shape)
        , m_bytes(
              static_cast<std::size_t>(shape.pixels() * shape.classes) * elementSize(shape.type))
    {
        constexpr unsigned seed = 20260731;
        constexpr unsigned trees = 100;
        std::mt19937 random(seed);
        const SampleView view = this->view();
        for (std::int64_t pixel = 0; pixel < shape.pixels(); ++pixel) {
            const std::int64_t first = pixel * view.columnStride;
            const auto favourite = static_cast<std::int64_t>(random()) % shape.classes;
            unsigned left = trees;
            for (std::int64_t index = 0; index < shape.classes; ++index) {
                const auto most = static_cast<unsigned>(index == favourite ? left : left / 4);
                const auto votes = static_cast<unsigned>(random() % (most + 1));
                left -= votes;
                store(first + index * view.classStride, votes);
            }
        }
    }

    const FieldShape& shape() const { return m_shape; }
    std::size_t byteCount() const { return m_bytes.size(); }

    SampleView view() const
    {
        const bool isPlanar = m_shape.isPlanar;
        return {m_shape.type, m_bytes.data(), m_shape.rows, m_shape.columns, m_shape.classes,
            isPlanar ? m_shape.columns : m_shape.columns * m_shape.classes,
            isPlanar ? 1 : m_shape.classes, isPlanar ? m_shape.pixels() : 1};
    }

private:
    void store(std::int64_t at, unsigned hundredths)
    {
        withElementType(m_shape.type, [&]<class Sample>(Sample) {
            Sample sample{};
            if constexpr (std::is_same_v<Sample, Half>)
                sample.bits = static_cast<std::uint16_t>(0x2C00 + hundredths * 16);
            else if constexpr (std::is_integral_v<Sample>)
                sample = static_cast<Sample>(hundredths * 2);
            else
                sample = static_cast<Sample>(hundredths) / Sample{100};
            std::memcpy(m_bytes.data() + static_cast<std::size_t>(at) * sizeof sample, &sample,
                sizeof sample);
        });
    }

    FieldShape m_shape;
    AlignedBuffer m_bytes;
};

// Output of the kernel, used again in every repeat: fresh pages would be measured otherwise.
class Output {
public:
    explicit Output(const FieldShape& shape)
        : m_codes(static_cast<std::size_t>(shape.pixels()))
        , m_numbers(static_cast<std::size_t>(shape.pixels()) * elementSize(shape.type))
        , m_shape(shape)
    {
        std::memset(m_codes.data(), 0, m_codes.size());
        std::memset(m_numbers.data(), 0, m_numbers.size());
    }

    ClassTarget target()
    {
        return {m_codes.data(), m_numbers.data(), false, m_shape.type, m_shape.columns};
    }
    ClassView view() const
    {
        return {m_codes.data(), m_numbers.data(), false, m_shape.type, m_shape.rows,
            m_shape.columns, m_shape.columns};
    }

    friend bool operator==(const Output& a, const Output& b)
    {
        return std::memcmp(a.m_codes.data(), b.m_codes.data(), a.m_codes.size()) == 0
            && std::memcmp(a.m_numbers.data(), b.m_numbers.data(), a.m_numbers.size()) == 0;
    }

private:
    AlignedBuffer m_codes;
    AlignedBuffer m_numbers;
    FieldShape m_shape;
};

} // namespace tessera::bench
