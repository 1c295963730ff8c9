// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <cmath>

#include "widgets/common/theme.h"

using widgets::Scheme;
using widgets::Token;

namespace {

double luminance(const QColor &color)
{
    const auto linear = [](double c) {
        return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF())
           + 0.0722 * linear(color.blueF());
}

double contrast(Token a, Token b, Scheme scheme)
{
    const double la = luminance(widgets::color(a, scheme));
    const double lb = luminance(widgets::color(b, scheme));
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

} // namespace

class TestTheme : public QObject
{
    Q_OBJECT

private slots:
    void contrast_data();
    void contrast();
};

void TestTheme::contrast_data()
{
    QTest::addColumn<int>("token");
    QTest::addColumn<double>("atLeast"); // WCAG ratios: 7 body, 4.5 small, 3 marks and shapes

    QTest::newRow("text") << int(Token::Text) << 7.0;
    QTest::newRow("muted text") << int(Token::Muted) << 4.5;
    QTest::newRow("accent") << int(Token::Accent) << 4.5;
    QTest::newRow("error") << int(Token::Error) << 4.5;
    QTest::newRow("good") << int(Token::Good) << 4.5;
    QTest::newRow("cold marks") << int(Token::Cold) << 3.0;
    QTest::newRow("warm marks") << int(Token::Warm) << 3.0;
    QTest::newRow("throttle marks") << int(Token::Throttle) << 3.0;
}

void TestTheme::contrast()
{
    QFETCH(int, token);
    QFETCH(double, atLeast);

    for (const Scheme scheme : {Scheme::Light, Scheme::Dark}) {
        for (const Token ground : {Token::Window, Token::Surface})
            QVERIFY(::contrast(Token(token), ground, scheme) >= atLeast);
    }
}

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
