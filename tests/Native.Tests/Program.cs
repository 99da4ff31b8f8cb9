// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Threading.Tasks;
using NativeLoss.Native.Tests.Bits;
using NativeLoss.Native.Tests.Images;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

namespace NativeLoss.Native.Tests;

/// <summary>
/// The test program, and the child process of <see cref="RuntimeFlavourTests"/>. With --golden it prints what
/// golden.txt should hold.
/// </summary>
internal static class Program
{
    private const string FingerprintCommand = "--fingerprint";
    private const string GoldenCommand = "--golden";

    internal static string[] FingerprintArguments(string library, int step, string output)
    {
        string[] command = [FingerprintCommand, library, step.ToString(CultureInfo.InvariantCulture), output];
        var isHost = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet";
        return isHost ? [Assembly.GetExecutingAssembly().Location, .. command] : command;
    }

    private static async Task<int> Main(string[] arguments)
    {
        if (arguments is [FingerprintCommand, var library, var step, var output])
        {
            Fingerprint.Write(new LibraryImage(library), int.Parse(step, CultureInfo.InvariantCulture), output);
            return 0;
        }

        if (arguments is [GoldenCommand])
        {
            foreach (var line in Fingerprint.Lines(Fingerprint.NativeFile))
                Console.WriteLine(line);
            return 0;
        }

        return arguments.Any(argument => argument is "--server" or "--internal-msbuild-node")
            ? await TestPlatformTestFramework.RunAsync(arguments, SelfRegisteredExtensions.AddSelfRegisteredExtensions)
            : await ConsoleRunner.Run(arguments);
    }
}
