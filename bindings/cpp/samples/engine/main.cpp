// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

// c++ -std=c++17 -O2 -I../../../../include main.cpp -o engine -pthread -ldl
// ./engine ../../../../artifacts/native/linux-x64/libnativeloss.so --workers 3 --reload-every 100
//
// A game without pictures. Each frame, every agent looks around, a small network picks an action by softmax, and learns
// from what came of it by cross-entropy, on the engine's own worker threads. Meanwhile the library may be replaced on
// disk: the engine loads the new one and drops the old one between two calls. The hash over all actions and parameters
// is the same for any number of workers, any number of reloads and any instruction set.

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <string>
#include <thread>
#include <vector>

#include "jobs.hpp"
#include "library.hpp"
#include "policy.hpp"
#include "world.hpp"

namespace engine
{

struct Settings {
    const char *library = nullptr;
    int workers = 3, frames = 600, agents = 1024, reload_every = 0, frame_ms = 0;
    bool levels = false;
};

// FNV-1a, 64 bits.
class Hash
{
public:
    template <class T>
    void add(const T &value)
    {
        unsigned char bytes[sizeof value];
        std::memcpy(bytes, &value, sizeof value);
        for (const unsigned char byte : bytes) state_ = (state_ ^ byte) * 0x100000001B3u;
    }

    std::uint64_t value() const { return state_; }

private:
    std::uint64_t state_ = 0xCBF29CE484222325u;
};

// Another part of the engine, which calls the library whenever it likes and knows what it must get.
class Bystander
{
public:
    explicit Bystander(HotLibrary &library) : library_(library), thread_([this] { work(); }) {}
    ~Bystander() { stop(); }

    void stop()
    {
        ending_ = true;
        if (thread_.joinable()) thread_.join();
    }

    int calls() const { return calls_; }
    int differences() const { return differences_; }

private:
    void work()
    {
        constexpr int rows = 8, classes = 100;
        std::vector<float> logits(rows * classes), probs(logits.size()), first;
        for (std::size_t i = 0; i < logits.size(); i++) logits[i] = static_cast<float>(chance(i, 0, 5) * 20 - 10);
        while (!ending_) {
            {
                const HotLibrary::Lease lib = library_.use();
                lib->softmax(logits.data(), classes, rows, classes, nullptr, probs.data(), classes, nullptr);
            }
            if (first.empty()) first = probs;
            differences_ += std::memcmp(first.data(), probs.data(), probs.size() * sizeof(float)) != 0;
            calls_++;
            std::this_thread::sleep_for(std::chrono::microseconds(50));
        }
    }

    HotLibrary &library_;
    std::atomic<bool> ending_{false};
    std::atomic<int> calls_{0}, differences_{0};
    std::thread thread_;
};

class Game
{
public:
    Game(const Settings &settings, HotLibrary &library)
        : library_(library),
          jobs_(settings.workers),
          world_(settings.agents),
          policy_(settings.agents),
          actions_(static_cast<std::size_t>(settings.agents)),
          weights_(actions_.size()),
          nearer_(actions_.size())
    {
    }

    // Plays a frame; returns by how much the agents came nearer to their goals, on average.
    double frame(std::uint64_t number)
    {
        const std::int32_t agents = world_.agents();
        const nloss_executor executor = jobs_.executor();
        jobs_.for_each(agents,
                       [&](std::int32_t i) { world_.observe(i, policy_.observations() + i * World::features); });
        policy_.decide(*library_.use(), executor);
        jobs_.for_each(agents, [&](std::int32_t i) {
            const auto at = static_cast<std::size_t>(i);
            actions_[at] = pick(policy_.probabilities() + i * World::actions, chance(at + 1, number, 7));
            nearer_[at] = world_.act(i, actions_[at], number);
        });
        int sum = 0;
        for (const int steps : nearer_) sum += steps;
        const float mean = static_cast<float>(sum) / static_cast<float>(agents);
        jobs_.for_each(agents, [&](std::int32_t i) {
            const auto at = static_cast<std::size_t>(i);
            weights_[at] = (static_cast<float>(nearer_[at]) - mean) / static_cast<float>(agents);
        });
        policy_.learn(*library_.use(), executor, actions_.data(), weights_.data());
        for (const std::int32_t action : actions_) hash_.add(action);
        policy_.each_parameter([this](float value) { hash_.add(value); });
        return mean;
    }

    std::uint64_t hash() const { return hash_.value(); }

private:
    static std::int32_t pick(const float *probs, double chance)
    {
        double sum = 0;
        for (std::int32_t action = 0; action < World::actions - 1; action++) {
            sum += static_cast<double>(probs[action]);
            if (chance < sum) return action;
        }
        return World::actions - 1;
    }

    HotLibrary &library_;
    Jobs jobs_;
    World world_;
    Policy policy_;
    std::vector<std::int32_t> actions_;
    std::vector<float> weights_;
    std::vector<int> nearer_;
    Hash hash_;
};

// A line about some frames.
void report(int first, std::vector<double> &milliseconds, double nearer, const char *level, int reloads)
{
    std::sort(milliseconds.begin(), milliseconds.end());
    const std::size_t count = milliseconds.size();
    std::printf("frames %4d to %4d: median %6.3f ms, 99th %6.3f ms, nearer by %6.3f a move, level %s, %d reloads\n", first,
                first + static_cast<int>(count) - 1, milliseconds[count / 2], milliseconds[count * 99 / 100],
                nearer / static_cast<double>(count), level, reloads);
    std::fflush(stdout);
    milliseconds.clear();
}

const char *level_name(nloss_isa_level level)
{
    return level == NLOSS_ISA_V4 ? "v4" : level == NLOSS_ISA_V3 ? "v3" : level == NLOSS_ISA_V2 ? "v2" : "neon";
}

int play(const Settings &settings)
{
    HotLibrary library(settings.library, settings.levels);
    Game game(settings, library);
    Bystander bystander(library);
    std::vector<double> milliseconds;
    double nearer = 0;
    constexpr int lines = 6;
    for (int number = 0, first = 0; number < settings.frames; number++) {
        const auto start = std::chrono::steady_clock::now();
        if (settings.reload_every && number % settings.reload_every == settings.reload_every - 1)
            library.request_reload();
        nearer += game.frame(static_cast<std::uint64_t>(number));
        const auto end = std::chrono::steady_clock::now();
        milliseconds.push_back(std::chrono::duration<double, std::milli>(end - start).count());
        if ((number + 1) * lines / settings.frames != number * lines / settings.frames) {
            report(first, milliseconds, nearer, level_name(library.use()->isa()), library.reloads());
            nearer = 0;
            first = number + 1;
        }
        std::this_thread::sleep_until(start + std::chrono::milliseconds(settings.frame_ms));
    }
    library.wait_for_reloads();
    bystander.stop();
    std::printf("reloads %d\nbystander %d calls, %d differences\nhash %016llx\n", library.reloads(), bystander.calls(),
                bystander.differences(), static_cast<unsigned long long>(game.hash()));
    return bystander.differences() != 0;
}

int usage()
{
    std::fprintf(stderr,
                 "usage: engine LIBRARY [--workers N] [--frames N] [--agents N] [--reload-every FRAMES] [--frame-ms N] "
                 "[--levels]\n");
    return 2;
}

} // namespace engine

int main(int argc, char **argv)
{
    engine::Settings settings;
    const struct {
        const char *name;
        int *value, least;
    } numbers[] = {{"--workers", &settings.workers, 0},
                   {"--frames", &settings.frames, 6},
                   {"--agents", &settings.agents, 1},
                   {"--reload-every", &settings.reload_every, 0},
                   {"--frame-ms", &settings.frame_ms, 0}};
    for (int i = 1; i < argc; i++) {
        const std::string argument = argv[i];
        const auto *number = std::find_if(std::begin(numbers), std::end(numbers),
                                          [&](const auto &candidate) { return argument == candidate.name; });
        if (number != std::end(numbers)) {
            if (++i == argc || (*number->value = std::atoi(argv[i])) < number->least) return engine::usage();
        } else if (argument == "--levels") {
            settings.levels = true;
        } else if (argument[0] != '-' && !settings.library) {
            settings.library = argv[i];
        } else {
            return engine::usage();
        }
    }
    if (!settings.library) return engine::usage();
    try {
        return engine::play(settings);
    } catch (const std::exception &e) {
        std::fprintf(stderr, "engine: %s\n", e.what());
        return 1;
    }
}
