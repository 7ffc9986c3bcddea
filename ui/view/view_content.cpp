// SPDX-License-Identifier: MIT
#include "ui/view/view_content.h"

#include "core/grid/large_plane.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace tessera {

namespace {

constexpr int restMs = 3000; // somebody looks at what is there

} // namespace

QSizeF pixelSizeOf(const VolumeInfo& info)
{
    const PixelSize& size = info.meaning.pixel;
    switch (info.planeAxes) {
    case PlaneAxes::XZ:
        return {size.x, size.z};
    case PlaneAxes::YZ:
        return {size.y, size.z};
    case PlaneAxes::XY:
        break;
    }
    return {size.x, size.y};
}

ViewContent::ViewContent(Session& session, std::shared_ptr<PaintStage> stage)
    : m_session(session)
    , m_stage(std::move(stage))
    , m_store(session.engine().pictureBudget())
{
    m_rest.setSingleShot(true);
    m_rest.setInterval(restMs);
    QObject::connect(
        &m_rest, &QTimer::timeout, &m_rest, [this] { lookAhead(Session::Motion::Resting); });
}

void ViewContent::show(const VisiblePart& part, bool wantsClasses, bool wantsImage, Stay stay)
{
    m_stay = stay;
    m_part = part;
    m_wantsClasses = wantsClasses;
    m_wantsImage = wantsImage && hasImage();
    ask();
}

void ViewContent::setOverview(std::optional<int> level)
{
    if (m_overview == level)
        return;
    m_overview = level;
    ask();
}

// Of a large plane there is only what was seen: to read it all for a small picture takes long.
std::vector<TileWish> ViewContent::overviewWishes() const
{
    const PlaneShape plane = m_session.grid().plane();
    if (!m_overview || isLarge(plane, m_session.info().classes))
        return {};
    return m_session.wishesFor({{{0, 0, plane.rows, plane.columns}, *m_overview}, true, false});
}

bool ViewContent::isMissing(const TileWish& wish) const
{
    if (m_failures.contains(wish.key))
        return false;
    const auto* held = m_store.find(wish.key);
    return held == nullptr || held->picture->tile->quality < wish.quality
        || m_retried.contains(wish.key);
}

void ViewContent::ask()
{
    m_visible = m_session.wishesFor({m_part, m_wantsClasses, m_wantsImage});
    std::vector<TileWish> missing;
    std::ranges::copy_if(m_visible, std::back_inserter(missing),
        [this](const TileWish& wish) { return isMissing(wish); });
    for (const TileWish& wish : overviewWishes())
        if (isMissing(wish)
            && std::ranges::find(missing, wish.key, &TileWish::key) == missing.end())
            missing.push_back(wish);
    const bool isPassing = m_stay == Stay::Passing && isNearlyThere();
    if (isPassing)
        std::erase_if(missing, [this](const TileWish& wish) { return !m_session.isThere(wish); });
    auto wishes = missing.empty() || isPassing ? std::vector<TileWish>() : standIns();
    putOff(missing, wishes);
    wishes.insert(wishes.end(), missing.begin(), missing.end());
    m_session.want(wishes);
    if (!isPassing)
        lookAhead(Session::Motion::Moving);
    m_rest.start();
    repaintOutdated();
}

void ViewContent::lookAhead(Session::Motion motion)
{
    m_session.lookAhead({m_part, m_wantsClasses, m_wantsImage}, motion);
}

void ViewContent::setPlane(PlanePosition plane)
{
    const TileKey classes = m_session.classKey(0, {});
    const TileKey image = m_session.imageKey(0, {});
    // What passes by too quickly to be seen cannot stand in; what was seen last still can.
    const bool wasSeen = std::ranges::any_of(m_visible, [this](const TileWish& wish) {
        return wish.subject->kind == TileKind::Classes && m_store.find(wish.key) != nullptr;
    });
    m_session.setPlane(plane);
    if (m_session.classKey(0, {}) == classes)
        return;
    if (wasSeen) {
        dropStandIns();
        m_formerClasses = {classes.subject};
        m_formerImages.clear();
        if (hasImage())
            m_formerImages.push_back(image.subject);
    }
    m_failures.clear();
    ask();
}

void ViewContent::setColours(const ColourTable& colours)
{
    m_look = m_stage->setColours(colours);
    m_repainting.clear();
    repaintOutdated();
}

void ViewContent::setWindow(ImageWindow window)
{
    m_look = m_stage->setWindow(window);
    m_repainting.clear();
    repaintOutdated();
}

void ViewContent::retryFailed()
{
    m_failures.clear();
    m_store.forEach([this](const TileKey& key, const PictureStore::Entry& held) {
        if (held.picture->tile->damage.parts > 0)
            m_retried.insert(key);
    });
    m_session.retryFailed();
    ask();
}

// All outdated pictures on screen go out as one batch, so that they change at once.
void ViewContent::repaintOutdated()
{
    std::vector<TilePtr> outdated;
    const auto add = [&](const TileKey& key) {
        const auto* held = m_store.find(key);
        if (held != nullptr && held->picture->look < m_look && m_repainting.insert(key).second)
            outdated.push_back(held->picture->tile);
    };
    for (const TileWish& wish : m_visible)
        add(wish.key);
    for (const TileWish& wish : overviewWishes())
        add(wish.key);
    for (const TileWish& wish : m_visible)
        if (m_store.find(wish.key) == nullptr)
            if (const Tile* shown = standInFor(wish.key))
                add(shown->key);
    if (!outdated.empty())
        m_stage->repaint(std::move(outdated));
}

// What arrives late may be of the volume that was shown before a reload, or of another plane.
bool ViewContent::isForeign(const PictureOutcome& outcome) const
{
    if (!outcome.picture)
        return outcome.key.subject != m_session.classKey(0, {}).subject
            && outcome.key.subject != m_session.imageKey(0, {}).subject;
    const auto& source = (*outcome.picture)->tile->subject->source;
    return source != m_session.volume().probabilities && source != m_session.volume().image;
}

bool ViewContent::take(const PictureBatch& batch)
{
    bool isDue = false; // a tile that was put off
    for (const PictureOutcome& outcome : batch.outcomes) {
        if (isForeign(outcome))
            continue;
        isDue = m_putOff.erase(outcome.key) > 0 || isDue;
        if (outcome.picture) {
            m_store.insert(*outcome.picture, 0);
            m_failures.erase(outcome.key);
            if (!batch.isRepaint)
                m_retried.erase(outcome.key);
        } else if (outcome.picture.error().code != ErrorCode::Cancelled) {
            m_failures.insert_or_assign(outcome.key, outcome.picture.error());
            m_retried.erase(outcome.key);
        }
    }
    if (isDue)
        ask();
    else if (batch.look < m_look)
        repaintOutdated();
    return !batch.outcomes.empty();
}

SubjectPtr ViewContent::shownSubject(Layer layer) const
{
    const auto kind = layer == Layer::Classes ? TileKind::Classes : TileKind::Image;
    const auto found =
        std::ranges::find(m_visible, kind, [](const TileWish& wish) { return wish.subject->kind; });
    return found == m_visible.end() ? nullptr : found->subject;
}

std::vector<std::uint64_t> ViewContent::subjects(Layer layer) const
{
    std::vector<std::uint64_t> ids;
    if (const SubjectPtr shown = shownSubject(layer))
        ids.push_back(shown->id);
    const auto& former = layer == Layer::Classes ? m_formerClasses : m_formerImages;
    ids.insert(ids.end(), former.begin(), former.end());
    return ids;
}

const Error* ViewContent::failureAt(const TileKey& key) const
{
    const auto found = m_failures.find(key);
    return found == m_failures.end() ? nullptr : &found->second;
}

void ViewContent::trim(std::uint64_t frame)
{
    if (m_store.isWithinBudget())
        return;
    // Also what is wanted but covered, as the image under hidden classes: it would be asked for
    // again.
    for (const TileWish& wish : m_visible)
        useShown(wish.key, frame);
    for (const TileWish& wish : overviewWishes())
        m_store.use(wish.key, frame);
    m_store.trim(frame);
}

} // namespace tessera
