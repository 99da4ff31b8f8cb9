// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

// The library, loaded with dlopen and replaced while the engine runs: a table of its functions, a gate that knows who is
// inside of them, and a thread that watches the file.

#ifndef ENGINE_LIBRARY_HPP
#define ENGINE_LIBRARY_HPP

#include <dlfcn.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <tuple>

#include "nativeloss.h"

namespace engine
{

// One copy of the file in memory, and the functions that the engine calls.
class Library
{
public:
    explicit Library(const std::filesystem::path &file) : handle_(dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL))
    {
        if (!handle_) throw std::runtime_error(dlerror());
        find(api_hash, "nloss_api_hash");
        if (api_hash() != NLOSS_API_HASH) throw std::runtime_error("it has another interface");
        find(isa, "nloss_isa");
        find(limit_isa, "nloss_limit_isa");
        find(status_name, "nloss_status_name");
        find(linear, "nloss_linear_f32");
        find(linear_backward, "nloss_linear_backward_f32");
        find(sigmoid, "nloss_sigmoid_f32");
        find(sigmoid_backward, "nloss_sigmoid_backward_f32");
        find(softmax, "nloss_softmax_f32");
        find(cross_entropy, "nloss_cross_entropy_f32");
        find(adam_step, "nloss_adam_step_f32");
    }

    decltype(&nloss_api_hash) api_hash;
    decltype(&nloss_isa) isa;
    decltype(&nloss_limit_isa) limit_isa;
    decltype(&nloss_status_name) status_name;
    decltype(&nloss_linear_f32) linear;
    decltype(&nloss_linear_backward_f32) linear_backward;
    decltype(&nloss_sigmoid_f32) sigmoid;
    decltype(&nloss_sigmoid_backward_f32) sigmoid_backward;
    decltype(&nloss_softmax_f32) softmax;
    decltype(&nloss_cross_entropy_f32) cross_entropy;
    decltype(&nloss_adam_step_f32) adam_step;

    void check(nloss_status status) const
    {
        if (status != NLOSS_OK) throw std::runtime_error(status_name(status));
    }

private:
    struct Close {
        void operator()(void *handle) const { dlclose(handle); }
    };

    template <class Function>
    void find(Function &function, const char *name)
    {
        function = reinterpret_cast<Function>(dlsym(handle_.get(), name));
        if (!function) throw std::runtime_error(std::string("it has no ") + name);
    }

    std::unique_ptr<void, Close> handle_;
};

// Counts the calls in flight; nobody enters while it is closed, and closing waits for those inside. Not to be entered
// twice by one thread.
class Gate
{
public:
    void enter()
    {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return !closed_; });
        inside_++;
    }

    void leave()
    {
        const std::lock_guard lock(mutex_);
        if (--inside_ == 0) changed_.notify_all();
    }

    void close()
    {
        std::unique_lock lock(mutex_);
        closed_ = true;
        changed_.wait(lock, [this] { return inside_ == 0; });
    }

    void open()
    {
        const std::lock_guard lock(mutex_);
        closed_ = false;
        changed_.notify_all();
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    int inside_ = 0;
    bool closed_ = false;
};

class HotLibrary
{
public:
    // Permission to call the library, for as long as it lives.
    class Lease
    {
    public:
        explicit Lease(HotLibrary &owner) : owner_(owner) { owner_.gate_.enter(); }
        ~Lease() { owner_.gate_.leave(); }
        Lease(const Lease &) = delete;
        Lease &operator=(const Lease &) = delete;

        const Library *operator->() const { return owner_.current_.get(); }
        const Library &operator*() const { return *owner_.current_; }

    private:
        HotLibrary &owner_;
    };

    // `levels` copies use the instruction sets in turn, so that one may see that it makes no difference.
    HotLibrary(std::filesystem::path file, bool levels) : file_(std::move(file)), levels_(levels)
    {
        std::string folder = (std::filesystem::temp_directory_path() / "engine-XXXXXX").string();
        if (!mkdtemp(folder.data())) throw std::runtime_error("cannot make a temporary folder");
        folder_ = folder;
        try {
            seen_ = stamp();
            current_ = load();
        } catch (...) {
            std::filesystem::remove_all(folder_);
            throw;
        }
        watcher_ = std::thread([this] { watch(); });
    }

    ~HotLibrary()
    {
        ending_ = true;
        watcher_.join();
        std::filesystem::remove_all(folder_);
    }

    HotLibrary(const HotLibrary &) = delete;
    HotLibrary &operator=(const HotLibrary &) = delete;

    Lease use() { return Lease(*this); }

    // Asks for a reload, which the watching thread does.
    void request_reload() { requested_++; }

    void wait_for_reloads() const
    {
        while (handled_ < requested_) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }

    int reloads() const { return reloads_; }

private:
    using Stamp = std::tuple<dev_t, ino_t, off_t, time_t, long>;

    Stamp stamp() const
    {
        struct stat s = {};
        if (stat(file_.c_str(), &s) != 0) return {};
        return {s.st_dev, s.st_ino, s.st_size, s.st_mtim.tv_sec, s.st_mtim.tv_nsec};
    }

    // From a copy under a name of its own: dlopen gives the same library for the same file, and whoever builds a new one
    // may write over the original.
    std::unique_ptr<Library> load()
    {
        if (!std::filesystem::exists(file_)) throw std::runtime_error("there is no " + file_.string());
        const std::filesystem::path copy = folder_ / ("lib" + std::to_string(++copies_) + ".so");
        std::filesystem::copy_file(file_, copy);
        auto library = std::make_unique<Library>(copy);
        std::filesystem::remove(copy);
        constexpr nloss_isa_level turns[] = {NLOSS_ISA_V4, NLOSS_ISA_V3, NLOSS_ISA_V2};
        if (levels_) library->limit_isa(turns[(copies_ - 1) % 3]);
        return library;
    }

    void reload()
    {
        std::unique_ptr<Library> next;
        try {
            next = load();
        } catch (const std::exception &e) {
            std::printf("kept the old library: %s\n", e.what());
            return;
        }
        gate_.close();
        current_.swap(next);
        gate_.open();
        reloads_++;
        // The old one goes, by dlclose, with `next`: nobody is inside of it, and nobody can get there.
    }

    void watch()
    {
        for (Stamp last = seen_; !ending_; std::this_thread::sleep_for(std::chrono::milliseconds(5))) {
            if (handled_ < requested_) {
                reload();
                handled_++;
            }
            // Only when it has stayed the same for a moment is it complete.
            const Stamp now = stamp();
            if (now == last && now != seen_ && now != Stamp{}) {
                seen_ = now;
                reload();
            }
            last = now;
        }
    }

    const std::filesystem::path file_;
    const bool levels_;
    std::filesystem::path folder_;
    Stamp seen_;
    int copies_ = 0;
    Gate gate_;
    std::unique_ptr<Library> current_;
    std::atomic<int> requested_{0}, handled_{0}, reloads_{0};
    std::atomic<bool> ending_{false};
    std::thread watcher_;
};

} // namespace engine

#endif
