// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

namespace tessera {

// Undo and redo as a list of former values. A drag is one step: its values replace each other
// until it is committed, and a drag that ends where it began leaves no trace.
// T is copyable and equality comparable. Threads: one.
template <class T> class ValueHistory {
public:
    static constexpr std::size_t defaultLimit = 200;

    explicit ValueHistory(T initial, std::size_t limit = defaultLimit)
        : m_limit(std::max<std::size_t>(limit, 1))
    {
        m_values.push_back(std::move(initial));
    }

    const T& current() const { return m_dragged ? *m_dragged : m_values[m_at]; }

    // A finished step; ends a drag with this value. Equal to the present step: no step.
    void push(T value)
    {
        m_dragged.reset();
        if (value == m_values[m_at])
            return;
        m_values.resize(m_at + 1, m_values[m_at]);
        m_values.push_back(std::move(value));
        if (m_values.size() > m_limit + 1)
            m_values.erase(m_values.begin());
        m_at = m_values.size() - 1;
    }

    void pushInProgress(T value) { m_dragged = std::move(value); }

    void commit()
    {
        if (m_dragged)
            push(std::move(*m_dragged));
    }

    // Both end a drag first; they do nothing where there is nothing to go to.
    void undo()
    {
        commit();
        if (m_at > 0)
            --m_at;
    }
    void redo()
    {
        commit();
        if (m_at + 1 < m_values.size())
            ++m_at;
    }

    bool canUndo() const { return m_at > 0 || isDragAway(); }
    bool canRedo() const { return m_at + 1 < m_values.size() && !isDragAway(); }

    // Starts over, as for another file.
    void reset(T value)
    {
        m_dragged.reset();
        m_values.clear();
        m_values.push_back(std::move(value));
        m_at = 0;
    }

private:
    bool isDragAway() const { return m_dragged && !(*m_dragged == m_values[m_at]); }

    std::size_t m_limit; // steps that can be undone
    std::vector<T> m_values; // never empty
    std::size_t m_at = 0;
    std::optional<T> m_dragged;
};

} // namespace tessera
