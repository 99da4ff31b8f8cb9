// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

// The engine's job system: worker threads that share a queue of batches. Jobs may submit batches, from any thread.

#ifndef ENGINE_JOBS_HPP
#define ENGINE_JOBS_HPP

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "nativeloss.h"

namespace engine
{

class Jobs
{
public:
    explicit Jobs(int workers)
    {
        for (int i = 0; i < workers; i++) threads_.emplace_back([this] { work(); });
    }

    ~Jobs()
    {
        {
            const std::lock_guard lock(mutex_);
            ending_ = true;
        }
        wake_.notify_all();
        for (std::thread &thread : threads_) thread.join();
    }

    Jobs(const Jobs &) = delete;
    Jobs &operator=(const Jobs &) = delete;

    // Runs task(data, i) for each i below count, and returns when all are done. The caller works too, so that a batch
    // gets done however busy the workers are.
    void run(nloss_task_fn task, void *data, std::int32_t count)
    {
        const auto batch = std::make_shared<Batch>(task, data, count);
        if (count > 1 && !threads_.empty()) {
            {
                const std::lock_guard lock(mutex_);
                queue_.push_back(batch);
            }
            wake_.notify_all();
        }
        drain(*batch);
        std::unique_lock lock(mutex_);
        done_.wait(lock, [&] { return batch->left.load() == 0; });
    }

    // The same for a function of the index, over [0, count) in pieces.
    template <class Function>
    void for_each(std::int32_t count, Function &&function)
    {
        constexpr std::int32_t piece = 128;
        struct Call {
            Function &function;
            std::int32_t count;
        } call{function, count};
        run(
            [](void *data, std::int32_t index) {
                const Call &c = *static_cast<Call *>(data);
                for (std::int32_t i = index * piece; i < c.count && i < (index + 1) * piece; i++) c.function(i);
            },
            &call, (count + piece - 1) / piece);
    }

    // What the library is given to run its tasks.
    nloss_executor executor()
    {
        const auto parallel_for = [](void *user, nloss_task_fn task, void *data, std::int32_t count) {
            static_cast<Jobs *>(user)->run(task, data, count);
        };
        return {sizeof(nloss_executor), static_cast<std::int32_t>(threads_.size()) + 1, this, parallel_for};
    }

private:
    struct Batch {
        Batch(nloss_task_fn t, void *d, std::int32_t c) : task(t), data(d), count(c), left(c) {}

        const nloss_task_fn task;
        void *const data;
        const std::int32_t count;
        std::atomic<std::int32_t> next{0}, left;
    };

    void drain(Batch &batch)
    {
        for (std::int32_t i; (i = batch.next.fetch_add(1)) < batch.count;) {
            batch.task(batch.data, i);
            if (batch.left.fetch_sub(1) == 1) {
                // With the lock, so that no waiter is between its look at `left` and its sleep.
                const std::lock_guard lock(mutex_);
                done_.notify_all();
            }
        }
    }

    void work()
    {
        std::unique_lock lock(mutex_);
        for (;;) {
            wake_.wait(lock, [this] { return ending_ || !queue_.empty(); });
            if (queue_.empty()) return;
            const std::shared_ptr<Batch> batch = queue_.front();
            if (batch->next.load() >= batch->count) {
                queue_.pop_front();
                continue;
            }
            lock.unlock();
            drain(*batch);
            lock.lock();
        }
    }

    std::mutex mutex_;
    std::condition_variable wake_, done_;
    std::deque<std::shared_ptr<Batch>> queue_;
    std::vector<std::thread> threads_;
    bool ending_ = false;
};

} // namespace engine

#endif
