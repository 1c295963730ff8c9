# frozen_string_literal: true
# SPDX-License-Identifier: GPL-3.0-or-later

# What the constant Gem is loaded from.
LambdaRuntime::Gems.load
