// SPDX-License-Identifier: MIT
#pragma once

#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <utility>

namespace tessera {

// Lets one at a time do something long. Unlike a mutex, waiting for it can be stopped, and it is
// no lock that is held while calling out.
// Threads: any.
class ReaderTurn {
public:
    class Taken {
    public:
        explicit Taken(ReaderTurn* turn)
            : m_turn(turn)
        {
        }
        Taken(Taken&& other) noexcept
            : m_turn(std::exchange(other.m_turn, nullptr))
        {
        }
        Taken& operator=(Taken&&) = delete;
        Taken(const Taken&) = delete;
        Taken& operator=(const Taken&) = delete;
        ~Taken()
        {
            if (m_turn != nullptr)
                m_turn->giveBack();
        }

        explicit operator bool() const { return m_turn != nullptr; }

    private:
        ReaderTurn* m_turn;
    };

    // Waits; nothing where `stop` came first.
    Taken take(const std::stop_token& stop = {})
    {
        std::unique_lock lock(m_mutex);
        if (!m_isFree.wait(lock, stop, [this] { return !m_isTaken; }))
            return Taken(nullptr);
        m_isTaken = true;
        return Taken(this);
    }

private:
    void giveBack()
    {
        {
            const std::lock_guard lock(m_mutex);
            m_isTaken = false;
        }
        m_isFree.notify_one();
    }

    std::mutex m_mutex;
    std::condition_variable_any m_isFree;
    bool m_isTaken = false; // guarded by m_mutex
};

} // namespace tessera
