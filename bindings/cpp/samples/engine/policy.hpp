// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

// A network of two layers that gives each agent probabilities of its actions, and learns from what they brought: the
// cross-entropy of the action that was taken, weighted by the reward (REINFORCE). All arithmetic is the library's.

#ifndef ENGINE_POLICY_HPP
#define ENGINE_POLICY_HPP

#include <cstdint>
#include <vector>

#include "library.hpp"
#include "world.hpp"

namespace engine
{

class Policy
{
public:
    explicit Policy(std::int32_t agents) : rows_(agents)
    {
        std::uint64_t count = 0;
        for (Parameters *p : {&weight1_, &bias1_, &weight2_, &bias2_})
            for (float &value : p->values) value = static_cast<float>(chance(++count, 0, 9) - 0.5);
    }

    // [agents, World::features], to be filled before decide.
    float *observations() { return observations_.data(); }

    // [agents, World::actions], filled by decide.
    const float *probabilities() const { return probs_.data(); }

    void decide(const Library &lib, const nloss_executor &jobs)
    {
        lib.check(lib.linear(observations_.data(), World::features, weight1_.values.data(), World::features,
                             bias1_.values.data(), rows_, World::features, hidden, raw_.data(), hidden, &jobs));
        lib.check(lib.sigmoid(raw_.data(), hidden, rows_, hidden, active_.data(), hidden, &jobs));
        lib.check(lib.linear(active_.data(), hidden, weight2_.values.data(), hidden, bias2_.values.data(), rows_, hidden,
                             World::actions, logits_.data(), World::actions, &jobs));
        lib.check(lib.softmax(logits_.data(), World::actions, rows_, World::actions, nullptr, probs_.data(),
                              World::actions, &jobs));
    }

    // From the actions that were taken, and the weight of each.
    void learn(const Library &lib, const nloss_executor &jobs, const std::int32_t *actions, const float *weights)
    {
        nloss_cross_entropy_options options = NLOSS_CROSS_ENTROPY_OPTIONS_INIT;
        options.reduction = NLOSS_REDUCTION_SUM;
        options.row_weights = weights;
        lib.check(lib.cross_entropy(logits_.data(), World::actions, actions, NLOSS_LABEL_I32, rows_, World::actions,
                                    &options, nullptr, logits_.data(), World::actions, &jobs));
        lib.check(lib.linear_backward(active_.data(), hidden, weight2_.values.data(), hidden, logits_.data(),
                                      World::actions, rows_, hidden, World::actions, grad_.data(), hidden,
                                      weight2_.grad.data(), hidden, bias2_.grad.data(), &jobs));
        lib.check(lib.sigmoid_backward(raw_.data(), hidden, grad_.data(), hidden, rows_, hidden, grad_.data(), hidden,
                                       &jobs));
        lib.check(lib.linear_backward(observations_.data(), World::features, weight1_.values.data(), World::features,
                                      grad_.data(), hidden, rows_, World::features, hidden, nullptr, 0,
                                      weight1_.grad.data(), World::features, bias1_.grad.data(), &jobs));
        step_++;
        for (Parameters *p : {&weight1_, &bias1_, &weight2_, &bias2_})
            lib.check(lib.adam_step(p->values.data(), p->grad.data(), p->moment1.data(), p->moment2.data(),
                                    static_cast<std::int64_t>(p->values.size()), step_, 0.02, nullptr, &jobs));
    }

    template <class Function>
    void each_parameter(Function &&function) const
    {
        for (const Parameters *p : {&weight1_, &bias1_, &weight2_, &bias2_})
            for (const float value : p->values) function(value);
    }

private:
    static constexpr std::int64_t hidden = 16;

    struct Parameters {
        explicit Parameters(std::int64_t count) : values(n(count)), grad(n(count)), moment1(n(count)), moment2(n(count))
        {
        }

        static std::size_t n(std::int64_t count) { return static_cast<std::size_t>(count); }

        std::vector<float> values, grad, moment1, moment2;
    };

    std::vector<float> matrix(std::int64_t columns) const { return std::vector<float>(Parameters::n(rows_ * columns)); }

    const std::int64_t rows_;
    std::int64_t step_ = 0;
    Parameters weight1_{hidden * World::features}, bias1_{hidden}, weight2_{World::actions * hidden},
        bias2_{World::actions};
    std::vector<float> observations_ = matrix(World::features), raw_ = matrix(hidden), active_ = matrix(hidden),
                       grad_ = matrix(hidden), logits_ = matrix(World::actions), probs_ = matrix(World::actions);
};

} // namespace engine

#endif
