// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QString>

#include <vector>

class QHBoxLayout;
class QLabel;

namespace widgets {

struct BannerAction
{
    QString id;   // what the receiver branches on
    QString text; // a translated verb

    bool operator==(const BannerAction &) const = default;
};

// A strip above a document that says what is the matter with it, with buttons for what can be done.
class DocumentBanner : public QFrame
{
    Q_OBJECT

public:
    explicit DocumentBanner(QWidget *parent = nullptr);

    void open(const QString &text, const std::vector<BannerAction> &actions);
    [[nodiscard]] QString text() const;

signals:
    void triggered(const QString &action);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QLabel *m_text = nullptr;
    QHBoxLayout *m_buttons = nullptr;
};

} // namespace widgets
