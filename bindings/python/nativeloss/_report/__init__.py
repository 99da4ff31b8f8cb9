# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""``python -m nativeloss report``: evaluate saved logits and write a page about them."""
