// SPDX-License-Identifier: MIT
#include "ui/window/reading_controls.h"

#include "ui/window/document.h"
#include "ui/window/window_actions.h"

#include <QToolBar>

#include <algorithm>
#include <utility>

namespace tessera {

namespace {

constexpr int checksIntervalMs = 250;

std::vector<std::string> namesOf(const Look& look)
{
    std::vector<std::string> names;
    names.reserve(look.classes.size());
    for (const ClassStyle& style : look.classes)
        names.push_back(style.name);
    return names;
}

} // namespace

ReadingControls::ReadingControls(
    Engine& engine, std::shared_ptr<TileBridge::Inbox> inbox, WindowActions& actions, QToolBar& bar)
    : QObject(&bar)
    , m_actions(actions)
    , m_bar(bar)
    , m_popup(new ReadingPopup(&bar))
    , m_thumbnails(new ThumbnailLoader(engine, std::move(inbox), this))
{
    m_checksTimer.setSingleShot(true);
    m_checksTimer.setInterval(checksIntervalMs);
    connect(&m_checksTimer, &QTimer::timeout, this, &ReadingControls::showChecks);
    connect(m_actions.axes, &QAction::triggered, this, &ReadingControls::open);
    connect(m_actions.binary, &QAction::triggered, this, &ReadingControls::toggleBinary);
    connect(m_popup, &ReadingPopup::opened, this, &ReadingControls::loadPictures);
    connect(m_popup, &ReadingPopup::readingWanted, this, &ReadingControls::readingWanted);
    connect(
        m_thumbnails, &ThumbnailLoader::loaded, &m_popup->choices(), &ReadingChoices::setPicture);
    connect(m_thumbnails, &ThumbnailLoader::failed, this, [this](int number, const Error& error) {
        m_popup->choices().setFailed(number, QString::fromStdString(error.message));
    });
}

ReadingControls::~ReadingControls() = default;

void ReadingControls::setDocument(Document* document)
{
    m_document = document;
    if (document == nullptr)
        return;
    const OpenedVolume& volume = document->session().volume();
    m_census.start(volume.probabilities);
    offer(volume);
    showReading();
    showChecks();
    if (m_popup->isVisible())
        loadPictures();
}

void ReadingControls::showReading()
{
    if (m_document == nullptr)
        return;
    const VolumeInfo& info = m_document->info();
    m_popup->setReading(info, m_document->session().volume().wish);
    m_actions.binary->setVisible(storedChannels(info, info.meaning.axes) == 1);
    m_actions.binary->setChecked(info.meaning.scale.isBinary);
}

// What was offered of an array stays, so that a choice can be taken back.
void ReadingControls::offer(const OpenedVolume& volume)
{
    const bool isOther = volume.array != m_array;
    if (isOther)
        m_offered.clear();
    m_array = volume.array;
    const Meaning& meaning = volume.probabilities->info().meaning;
    const auto add = [this](const Axes& axes, const std::string& reason) {
        if (m_offered.size() < ReadingChoices::mostChoices && isComplete(axes)
            && std::ranges::find(m_offered, axes, &ReadingChoice::axes) == m_offered.end())
            m_offered.push_back({axes, QString::fromStdString(reason)});
    };
    add(meaning.axes, meaning.axesReason);
    for (const AxisAlternative& alternative : meaning.alternatives)
        add(alternative.axes, alternative.reason);
    if (!isOther && m_offered == m_popup->choices().choices())
        return;
    m_thumbnails->cancelAll();
    m_popup->choices().setChoices(m_offered);
    m_arePicturesStale = true;
}

void ReadingControls::loadPictures()
{
    if (m_document == nullptr || !m_array || !std::exchange(m_arePicturesStale, false))
        return;
    const OpenedVolume& volume = m_document->session().volume();
    const auto edge =
        static_cast<std::int64_t>(ReadingChoices::pictureEdge * m_popup->devicePixelRatioF());
    for (int number = 0; const ReadingChoice& choice : m_offered) {
        ThumbnailWish wish;
        wish.reading = {.axes = choice.axes};
        wish.edge = edge;
        m_thumbnails->load(number++, volume, wish);
    }
}

void ReadingControls::open()
{
    if (m_document == nullptr)
        return;
    showChecks();
    const QWidget* button = m_bar.widgetForAction(m_actions.axes);
    if (button != nullptr && button->isVisible())
        m_popup->openBelow(*button, button->rect());
    else // the tool bar is too narrow for it, or hidden
        m_popup->openBelow(*m_bar.window(), QRect(0, 0, m_bar.window()->width(), 0));
}

void ReadingControls::take(const PictureBatch& batch)
{
    if (m_census.take(batch) && !m_checksTimer.isActive())
        m_checksTimer.start();
}

void ReadingControls::showChecks()
{
    if (m_document == nullptr)
        return;
    const auto lines = checkLines(m_document->info(), m_census.seen(), namesOf(m_document->look()));
    m_popup->setChecks(lines);
    const Meaning& meaning = m_document->info().meaning;
    const bool isAmbiguous = meaning.isAmbiguous && !m_document->session().volume().wish.axes;
    QString help = tr("Which dimension is which axis, and what the numbers mean");
    if (isAmbiguous)
        help += tr("\nThe axes are ambiguous: look whether they are right.");
    if (isAnyWrong(lines))
        help += tr("\n%1").arg(lines.constFirst().sentence);
    const QString letters = QString::fromStdString(toText(meaning.axes));
    m_actions.showAxes(
        isAmbiguous ? tr("%1 ?").arg(letters) : letters, help, isAmbiguous || isAnyWrong(lines));
}

void ReadingControls::toggleBinary(bool isBinary)
{
    if (m_document == nullptr)
        return;
    ReadingWish wish = m_document->session().volume().wish;
    wish.isBinary = isBinary;
    Q_EMIT readingWanted(wish);
}

} // namespace tessera
