// SPDX-License-Identifier: MIT
#include "core/source/csv_walk.h"

#include <utility>

namespace tessera {

namespace {

constexpr std::uint64_t cellsBetweenLooks = 4096; // at whether the work is wanted still

using Kind = CsvToken::Kind;

class Walk {
public:
    Walk(TextStream stream, const CsvSniff& sniff, CsvVisitor& visitor)
        : m_stream(std::move(stream))
        , m_text(m_stream, sniff.dialect)
        , m_rowsBefore(sniff.rowsBefore)
        , m_visitor(visitor)
    {
    }

    Result<> go(const std::function<void(ByteCount)>& advance, const std::stop_token& stop)
    {
        ByteCount told;
        for (std::uint64_t tokens = 1; !m_isDone; ++tokens) {
            if (auto taken = takeToken(); !taken)
                return taken;
            if (tokens % cellsBetweenLooks != 0)
                continue;
            if (stop.stop_requested())
                return cancelled();
            advance(m_stream.taken() - told);
            told = m_stream.taken();
        }
        advance(m_stream.taken() - told);
        return {};
    }

private:
    Result<> takeToken()
    {
        const bool isRow = m_text.column() > 0;
        const auto token = m_text.next();
        if (!token)
            return std::unexpected(token.error());
        if (token->kind == Kind::Cell)
            return m_rowsBefore > 0 ? Result<>() : m_visitor.takeCell(m_text, *token);
        if (token->kind == Kind::Comment)
            m_visitor.takeComment(token->text);
        if (token->kind == Kind::End)
            m_isDone = true;
        if (token->kind != Kind::LineEnd || !isRow)
            return {};
        if (m_rowsBefore == 0)
            return m_visitor.endRow(m_text);
        --m_rowsBefore;
        return {};
    }

    TextStream m_stream;
    CsvTokens m_text;
    std::uint64_t m_rowsBefore;
    CsvVisitor& m_visitor;
    bool m_isDone = false;
};

} // namespace

Result<> walkCsv(const std::shared_ptr<const PositionedFile>& file, const CsvSniff& sniff,
    CsvVisitor& visitor, const std::function<void(ByteCount)>& advance, const std::stop_token& stop)
{
    auto stream = TextStream::begin(file);
    if (!stream)
        return std::unexpected(std::move(stream.error()));
    return Walk(*std::move(stream), sniff, visitor).go(advance, stop);
}

} // namespace tessera
