// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

// Agents on a torus of cells, each on its way to a goal of its own. All of it is integers, and chance is a function of
// who asks when, so that no order of the jobs can change anything.

#ifndef ENGINE_WORLD_HPP
#define ENGINE_WORLD_HPP

#include <cstdint>
#include <cstdlib>
#include <vector>

namespace engine
{

// 53 bits of chance, from 0 to 1 (Steele, Lea and Flood's SplitMix64).
inline double chance(std::uint64_t who, std::uint64_t when, std::uint64_t what)
{
    std::uint64_t z = (who * 0x9E3779B97F4A7C15u) ^ (when * 0xD1B54A32D192ED03u) ^ (what * 0x8CB92BA72F3D8DD7u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return static_cast<double>((z ^ (z >> 31)) >> 11) * 0x1p-53;
}

class World
{
public:
    static constexpr int side = 16, actions = 5, features = 4;

    explicit World(std::int32_t agents) : agents_(static_cast<std::size_t>(agents))
    {
        for (std::int32_t i = 0; i < agents; i++) {
            agents_[static_cast<std::size_t>(i)] = {cell(i, 0, 1), cell(i, 0, 2), 0, 0};
            set_goal(i, 0);
        }
    }

    std::int32_t agents() const { return static_cast<std::int32_t>(agents_.size()); }

    // Where the goal is, seen from the agent.
    void observe(std::int32_t agent, float *features_of) const
    {
        const Agent &a = at(agent);
        const int dx = shortest(a.goal_x - a.x), dy = shortest(a.goal_y - a.y);
        const int seen[features] = {dx, dy, std::abs(dx), std::abs(dy)};
        for (int i = 0; i < features; i++) features_of[i] = static_cast<float>(seen[i]) / (side / 2);
    }

    // Moves an agent, and tells how much nearer it came to its goal. Who arrives gets another one.
    int act(std::int32_t agent, int action, std::uint64_t frame)
    {
        constexpr int step_x[actions] = {0, 1, -1, 0, 0}, step_y[actions] = {0, 0, 0, 1, -1};
        Agent &a = agents_[static_cast<std::size_t>(agent)];
        const int before = distance(a);
        a.x = (a.x + step_x[action] + side) % side;
        a.y = (a.y + step_y[action] + side) % side;
        const int nearer = before - distance(a);
        if (distance(a) == 0) set_goal(agent, frame + 1);
        return nearer;
    }

private:
    struct Agent {
        int x, y, goal_x, goal_y;
    };

    const Agent &at(std::int32_t agent) const { return agents_[static_cast<std::size_t>(agent)]; }

    static int cell(std::int32_t agent, std::uint64_t frame, std::uint64_t what)
    {
        return static_cast<int>(chance(static_cast<std::uint64_t>(agent) + 1, frame, what) * side);
    }

    void set_goal(std::int32_t agent, std::uint64_t frame)
    {
        Agent &a = agents_[static_cast<std::size_t>(agent)];
        a.goal_x = cell(agent, frame, 3);
        a.goal_y = cell(agent, frame, 4);
    }

    static int shortest(int d) { return (d + side + side / 2) % side - side / 2; }
    static int distance(const Agent &a)
    {
        return std::abs(shortest(a.goal_x - a.x)) + std::abs(shortest(a.goal_y - a.y));
    }

    std::vector<Agent> agents_;
};

} // namespace engine

#endif
