// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "engine/telemetry/responsestream.h"

class QTableView;

namespace widgets {

class StreamChunkModel;

// Bytes of a streamed response over time, as a line that climbs with each chunk.
class StreamStrip : public QWidget
{
    Q_OBJECT

public:
    explicit StreamStrip(QWidget *parent = nullptr);

    void setStream(const engine::ResponseStream &stream);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    engine::ResponseStream m_stream;
};

// How a response came: the strip, and the same as a table.
//
// Object names: "streamStrip", "streamChunks" (table).
class StreamView : public QWidget
{
    Q_OBJECT

public:
    explicit StreamView(QWidget *parent = nullptr);

    void setStream(const engine::ResponseStream &stream);
    [[nodiscard]] QString text() const; // the table, with tabs; for the clipboard

private:
    StreamStrip *m_strip = nullptr;
    QTableView *m_table = nullptr;
    StreamChunkModel *m_model = nullptr;
};

} // namespace widgets
