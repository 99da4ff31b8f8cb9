# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""Names the platform of a wheel that has a native file in it; build/pack.sh says which. Without one it is for any."""

import os

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class NativeFile(BuildHookInterface):
    def initialize(self, version, build_data):
        platform = os.environ.get("NATIVELOSS_WHEEL_PLATFORM")
        if platform:
            build_data["pure_python"] = False
            build_data["tag"] = f"py3-none-{platform}"
