// SPDX-License-Identifier: MIT
#include "ui/window/document.h"

#include <QPointer>

#include <new>
#include <utility>

namespace tessera {

namespace {

Look initialLook(const VolumeInfo& info)
{
    return defaultLook(static_cast<std::size_t>(info.classes), info.classNames);
}

// Before the image has been looked at: the whole range of its type, or 0 to 1.
ImageWindow typeWindow(ElementType type)
{
    switch (type) {
    case ElementType::UInt8:
        return {0, 255};
    case ElementType::UInt16:
        return {0, 65535};
    default:
        return {0, 1};
    }
}

bool showsTheSamePlane(const VolumeInfo& one, const VolumeInfo& other)
{
    return one.axes == other.axes && one.planeAxes == other.planeAxes;
}

} // namespace

Document::Document(Engine& engine, VolumeLocation location, OpenedVolume volume,
    std::shared_ptr<CostLog> costs, std::shared_ptr<TileBridge::Inbox> inbox, QObject* parent)
    : QObject(parent)
    , m_engine(engine)
    , m_location(std::move(location))
    , m_inbox(std::move(inbox))
    , m_looks(initialLook(volume.probabilities->info()))
{
    auto stage = std::make_shared<PaintStage>(
        engine.painter(), costs, m_inbox, engine.trace(), engine.buffers());
    m_session = std::make_unique<Session>(engine, std::move(volume), std::move(costs), stage);
    m_content = std::make_unique<ViewContent>(*m_session, std::move(stage));
    if (const VolumeInfo* image = m_session->imageInfo()) {
        applyWindow(typeWindow(image->type));
        findWindow();
    }
    applyLook();
}

Document::~Document() = default;

void Document::editLook(const Look& look, bool inProgress)
{
    if (inProgress)
        m_looks.pushInProgress(look);
    else
        m_looks.push(look);
    applyLook();
}

void Document::resetLook()
{
    editLook(initialLook(info()), false);
}

void Document::restoreLook(const Look& look)
{
    if (look.classes.size() != m_looks.current().classes.size())
        return;
    m_looks.reset(look);
    applyLook();
}

void Document::continueFrom(Document& former)
{
    if (former.look().classes.size() == look().classes.size()
        && former.info().classNames == info().classNames) {
        m_looks = former.m_looks;
        applyLook();
    }
    if (showsTheSamePlane(former.info(), info()))
        m_content->setPlane(former.session().reading().plane);
    if (former.m_session->imageInfo() != nullptr && m_session->imageInfo() != nullptr) {
        applyWindow(former.m_window); // until the own one is found
        if (m_contrast != former.m_contrast)
            setContrast(former.m_contrast);
    }
    if (showsTheSamePlane(former.info(), info()))
        m_content->standInFrom(former.content());
}

void Document::undo()
{
    m_looks.undo();
    applyLook();
}

void Document::redo()
{
    m_looks.redo();
    applyLook();
}

void Document::applyLook()
{
    m_content->setColours(colourTable(look()));
    Q_EMIT lookChanged();
}

void Document::applyWindow(ImageWindow window)
{
    m_window = window;
    m_content->setWindow(window);
}

void Document::setContrast(Contrast contrast)
{
    m_contrast = contrast;
    findWindow();
}

void Document::findWindow()
{
    const auto image = m_session->volume().image;
    if (!image)
        return;
    ++m_findings;
    const QPointer<Document> self(this);
    const PlanePosition plane = m_session->reading().plane;
    m_engine.pool().post(
        [image, plane, contrast = m_contrast, self, inbox = m_inbox](WorkerContext&) {
            Result<ImageWindow> window;
            try {
                window = findImageWindow(*image, plane, contrast);
            } catch (const std::bad_alloc&) {
                window = fail(ErrorCode::OutOfMemory, "There is not enough memory.");
            }
            inbox->post([self, contrast, window] {
                if (self)
                    self->takeWindow(contrast, window);
            });
        });
}

// Where the image cannot be read its tiles say so; the window of its type stays.
void Document::takeWindow(Contrast contrast, const Result<ImageWindow>& window)
{
    --m_findings;
    if (window && contrast == m_contrast)
        applyWindow(*window);
    Q_EMIT windowFound();
}

} // namespace tessera
