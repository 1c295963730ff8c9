// SPDX-License-Identifier: GPL-3.0-or-later
using System.IO;

// Without a serializer, and without Amazon.Lambda.Core.
public class Bare
{
    public Stream Raw(Stream input) { return input; }
    public string Takes(string input) { return input; }
    public string Gives(Stream input) { return "x"; }
}
