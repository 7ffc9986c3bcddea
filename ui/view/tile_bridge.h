// SPDX-License-Identifier: MIT
#pragma once

#include "core/tile/painted_tile.h"

#include <QObject>

#include <functional>
#include <memory>
#include <mutex>
#include <variant>
#include <vector>

namespace tessera {

// The one way from the workers to the GUI: finished pictures and small answers are laid into an
// inbox, and the GUI thread is woken once for all that came in meanwhile. Threads: construct,
// connect and destroy in the GUI thread; the inbox may be used from any thread and may outlive the
// bridge (what arrives then is dropped).
class TileBridge : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TileBridge)
public:
    class Inbox : public PictureSink {
    public:
        void picturesReady(PictureBatch batch) override;
        void post(std::function<void()> answer); // called in the GUI thread, in order

    private:
        friend class TileBridge;
        using Letter = std::variant<PictureBatch, std::function<void()>>;
        void add(Letter letter);

        std::mutex m_mutex;
        TileBridge* m_bridge = nullptr; // guarded by m_mutex; null when it is gone
        std::vector<Letter> m_letters; // guarded by m_mutex
    };

    explicit TileBridge(QObject* parent = nullptr);
    ~TileBridge() override;

    const std::shared_ptr<Inbox>& inbox() const { return m_inbox; }

Q_SIGNALS:
    void picturesArrived(const tessera::PictureBatch& batch);
    void lettersCame(); // the inbox is not empty any more; from any thread

private:
    void deliver();

    std::shared_ptr<Inbox> m_inbox;
};

} // namespace tessera
