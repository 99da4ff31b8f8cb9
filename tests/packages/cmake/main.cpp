// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

// The first line of bindings/c/example.c, in C++.
#include <array>
#include <cstdio>

#include <nativeloss.hpp>

int main()
{
    std::array<float, 3> logits{1000, 1001, 1002}, probs{};
    nloss::softmax(nloss::matrix{logits.data(), 1, 3}, nloss::matrix{probs.data(), 1, 3}).or_throw();
    std::printf("NLOSS_OK: %.9g %.9g %.9g\n", probs[0], probs[1], probs[2]);
}
