// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

/*
 * nativeloss.hpp: nativeloss.h for C++17, header only. What a function computes is said there; this layer adds types.
 *
 *   std::vector<float> z = { ... }, p(z.size());
 *   nloss::softmax(nloss::matrix{z.data(), rows, classes}, nloss::matrix{p.data(), rows, classes}).or_throw();
 *
 *   Arguments    inputs, outputs, then options and an executor, which have defaults. float and double, from the
 *                first argument.
 *   Arrays       span<T> is made from anything with data() and size(): std::vector, std::array, std::span, C arrays.
 *                matrix<T> is a pointer, rows, columns and a stride. Both only point. An output that is left out, {}
 *                or nullptr, is not wanted.
 *   Labels       any container of integers, but uint64_t and bool.
 *   Errors       every function is noexcept and returns a status that the compiler does not let you forget: test it,
 *                or call or_throw(). Arrays whose sizes contradict each other are NLOSS_E_SHAPE.
 *   Threads      a call runs on the calling thread unless it is given an executor: a thread_pool, or any callable
 *                through executor_of.
 */
#ifndef NATIVELOSS_HPP
#define NATIVELOSS_HPP

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

#include "nativeloss.h"

namespace nloss
{

/* ---------------------------------------------------------------------------------------------- */
/* Errors                                                                                         */
/* ---------------------------------------------------------------------------------------------- */

/* What or_throw() throws. */
class error : public std::runtime_error
{
public:
    explicit error(nloss_status code, const std::string &detail = {})
        : std::runtime_error(nloss_status_name(code) + detail),
          code_(code)
    {
    }

    nloss_status code() const noexcept { return code_; }

private:
    nloss_status code_;
};

/* NLOSS_E_LABEL: the first row whose label is no class. */
class label_error : public error
{
public:
    explicit label_error(std::int64_t row) : error(NLOSS_E_LABEL, " in row " + std::to_string(row)), row_(row) {}

    std::int64_t row() const noexcept { return row_; }

private:
    std::int64_t row_;
};

/* What a function returns. */
class [[nodiscard]] status
{
public:
    constexpr status(nloss_status code, std::int64_t row = -1) noexcept : code_(code), row_(row) {}

    constexpr bool ok() const noexcept { return code_ == NLOSS_OK; }
    constexpr explicit operator bool() const noexcept { return ok(); }
    constexpr nloss_status code() const noexcept { return code_; }
    const char *name() const noexcept { return nloss_status_name(code_); }

    /* The first bad row with NLOSS_E_LABEL, else -1. */
    constexpr std::int64_t row() const noexcept { return row_; }

    void or_throw() const
    {
        if (code_ == NLOSS_E_LABEL) throw label_error(row_);
        if (code_ != NLOSS_OK) throw error(code_);
    }

private:
    nloss_status code_;
    std::int64_t row_;
};

/* Whether the library that was loaded has the interface that this program was compiled for. */
inline bool is_compatible() noexcept
{
    return nloss_api_hash() == NLOSS_API_HASH;
}

/* ---------------------------------------------------------------------------------------------- */
/* Arrays                                                                                         */
/* ---------------------------------------------------------------------------------------------- */

/* A pointer and a count. Not std::span, which C++17 lacks, but made from one. */
template <class T>
class span
{
public:
    constexpr span() noexcept = default;
    constexpr span(std::nullptr_t) noexcept {}
    constexpr span(T *data, std::size_t size) noexcept : data_(data), size_(static_cast<std::int64_t>(size)) {}

    /* From whatever std::data and std::size take, if its elements are T, or T is const and they are T without it. */
    template <class Container, class Element = std::remove_pointer_t<decltype(std::data(std::declval<Container &>()))>,
              class = std::enable_if_t<std::is_convertible_v<Element (*)[], T (*)[]>>>
    constexpr span(Container &&container) noexcept
        : span(std::data(container), static_cast<std::size_t>(std::size(container)))
    {
    }

    constexpr T *data() const noexcept { return data_; }
    constexpr std::int64_t size() const noexcept { return size_; }

private:
    T *data_ = nullptr;
    std::int64_t size_ = 0;
};

/* The one-element array that is `value`: nloss::cross_entropy(z, labels, nloss::one(loss)). */
template <class T>
constexpr span<T> one(T &value) noexcept
{
    return {&value, 1};
}

/* Row-major: element (r, c) is data[r * stride + c]. */
template <class T>
struct matrix {
    T *data = nullptr;
    std::int64_t rows = 0, cols = 0, stride = 0;

    constexpr matrix() noexcept = default;
    constexpr matrix(std::nullptr_t) noexcept {}
    constexpr matrix(T *at, std::int64_t r, std::int64_t c) noexcept : matrix(at, r, c, c) {}
    constexpr matrix(T *at, std::int64_t r, std::int64_t c, std::int64_t row_stride) noexcept
        : data(at),
          rows(r),
          cols(c),
          stride(row_stride)
    {
    }

    constexpr operator matrix<const T>() const noexcept { return {data, rows, cols, stride}; }

    constexpr bool has_shape(std::int64_t r, std::int64_t c) const noexcept { return rows == r && cols == c; }

    /* Not given, or of this shape. */
    constexpr bool may_have_shape(std::int64_t r, std::int64_t c) const noexcept
    {
        return data == nullptr || has_shape(r, c);
    }
};

/* ---------------------------------------------------------------------------------------------- */
/* Options; what is not set has the default that nativeloss.h documents                           */
/* ---------------------------------------------------------------------------------------------- */

/* Additive masks, a strided class axis, half types and by-products are nativeloss.h's alone. */
struct softmax_options {
    bool empty_row_zero = false;
    double temperature = 1;
    matrix<const std::uint8_t> mask = {}; /* of the logits' shape, or one row for all; 0 leaves a class out */
};

enum class reduction : nloss_reduction {
    mean = NLOSS_REDUCTION_MEAN,
    sum = NLOSS_REDUCTION_SUM,
    none = NLOSS_REDUCTION_NONE
};

template <class T>
struct cross_entropy_options {
    nloss::reduction reduction = nloss::reduction::mean;
    double label_smoothing = 0;
    std::optional<std::int64_t> ignore_index = std::nullopt;
    span<const T> class_weights = {};
    bool empty_mean_zero = false;
    span<const T> row_weights = {};
    double z_loss = 0;
    double softcap = 0;
};

struct sgd_options {
    double momentum = 0, dampening = 0, weight_decay = 0;
    bool nesterov = false;
    bool first_step = false; /* velocity holds nothing yet */
};

struct adam_options {
    double beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8; /* 0 means the default */
    double weight_decay = 0;
    bool decoupled = false; /* AdamW */
};

/* ---------------------------------------------------------------------------------------------- */
/* Executors                                                                                      */
/* ---------------------------------------------------------------------------------------------- */

/* One call's work: task(i) for each index, from any thread. */
class task
{
public:
    task() noexcept = default;
    task(nloss_task_fn run, void *data) noexcept : run_(run), data_(data) {}

    void operator()(std::int32_t index) const noexcept { run_(data_, index); }

private:
    nloss_task_fn run_ = nullptr;
    void *data_ = nullptr;
};

/* A callable as executor. It stays where it is, since the C struct points to it. */
template <class Callable>
class callable_executor
{
public:
    callable_executor(int max_tasks, Callable callable) : callable_(std::move(callable))
    {
        executor_.max_tasks = max_tasks;
        executor_.user = this;
        executor_.parallel_for = run;
    }

    callable_executor(const callable_executor &) = delete;
    callable_executor &operator=(const callable_executor &) = delete;

    operator const nloss_executor *() const noexcept { return &executor_; }

private:
    /* noexcept: nothing may unwind through the library, so an exception ends the program here. */
    static void NLOSS_CALL run(void *user, nloss_task_fn function, void *data, std::int32_t count) noexcept
    {
        static_cast<callable_executor *>(user)->callable_(count, task(function, data));
    }

    Callable callable_;
    nloss_executor executor_ = NLOSS_EXECUTOR_INIT;
};

/*
 * callable(count, task) calls task(i) for every i in [0, count), each once, in any order, on any threads, and returns
 * when all are done:
 *
 *   auto tbb = nloss::executor_of(8, [](int count, nloss::task run) { tbb::parallel_for(0, count, run); });
 */
template <class Callable>
callable_executor<Callable> executor_of(int max_tasks, Callable callable)
{
    return {max_tasks, std::move(callable)};
}

/*
 * Threads that wait for work between calls, with the calling thread as one of them. A pool and not threads per call,
 * because a call is often shorter than the start of a thread; and an object of the program's, not of the library's, so
 * that whoever forks or unloads sees it. Waking them up takes some 50 microseconds: a softmax is faster on two threads
 * from about 130,000 elements on (./build.sh bench --threads), and below that without an executor. Calls from several
 * threads take turns. A child of fork() has none of its threads and must make a pool of its own.
 */
class thread_pool
{
public:
    explicit thread_pool(int threads = static_cast<int>(std::thread::hardware_concurrency()))
    {
        executor_.max_tasks = threads > 1 ? tasks_per_thread * threads : 1;
        executor_.user = this;
        executor_.parallel_for = run;
        try {
            for (int i = 1; i < threads; i++) workers_.emplace_back([this] { wait_for_work(); });
        } catch (...) {
            stop();
            throw;
        }
    }

    ~thread_pool() { stop(); }

    thread_pool(const thread_pool &) = delete;
    thread_pool &operator=(const thread_pool &) = delete;

    operator const nloss_executor *() const noexcept { return &executor_; }

private:
    static void NLOSS_CALL run(void *user, nloss_task_fn function, void *data, std::int32_t count) noexcept
    {
        static_cast<thread_pool *>(user)->run(task(function, data), count);
    }

    void run(task work, std::int32_t count)
    {
        std::lock_guard<std::mutex> turn(turns_);
        std::unique_lock<std::mutex> lock(state_);
        task_ = work;
        next_ = 0;
        count_ = unfinished_ = count;
        if (count > 1) wake_.notify_all();
        take_tasks(lock);
        done_.wait(lock, [this] { return unfinished_ == 0; });
    }

    /* Called and left with the lock held, which is open while a task runs. */
    void take_tasks(std::unique_lock<std::mutex> &lock)
    {
        while (next_ < count_) {
            const std::int32_t index = next_++;
            const task work = task_;
            lock.unlock();
            work(index);
            lock.lock();
            if (--unfinished_ == 0) done_.notify_one();
        }
    }

    void wait_for_work()
    {
        std::unique_lock<std::mutex> lock(state_);
        while (!stopping_) {
            take_tasks(lock);
            wake_.wait(lock, [this] { return stopping_ || next_ < count_; });
        }
    }

    void stop()
    {
        {
            std::lock_guard<std::mutex> lock(state_);
            stopping_ = true;
        }
        wake_.notify_all();
        for (std::thread &worker : workers_) worker.join();
    }

    /* A thread that wakes up late finds fewer tasks left, instead of making the others wait for its half of the work. */
    static constexpr int tasks_per_thread = 4;

    nloss_executor executor_ = NLOSS_EXECUTOR_INIT;
    std::mutex turns_, state_;
    std::condition_variable wake_, done_;
    task task_;
    std::int32_t next_ = 0, count_ = 0, unfinished_ = 0;
    bool stopping_ = false;
    std::vector<std::thread> workers_;
};

/* ---------------------------------------------------------------------------------------------- */
/* Inside                                                                                         */
/* ---------------------------------------------------------------------------------------------- */

namespace detail
{

/* The function for T. */
template <class T, class F32, class F64>
constexpr auto of(F32 *f32, F64 *f64) noexcept
{
    static_assert(std::is_same_v<T, float> || std::is_same_v<T, double>, "nativeloss computes with float and double");
    if constexpr (std::is_same_v<T, float>)
        return f32;
    else
        return f64;
}

template <class L>
constexpr nloss_label_type label_type() noexcept
{
    static_assert(std::is_integral_v<L> && !std::is_same_v<L, bool>, "labels are integers");
    static_assert(sizeof(L) < 8 || std::is_signed_v<L>, "64-bit labels are signed");
    constexpr bool is_signed = std::is_signed_v<L>;
    switch (sizeof(L)) {
    case 1: return is_signed ? NLOSS_LABEL_I8 : NLOSS_LABEL_U8;
    case 2: return is_signed ? NLOSS_LABEL_I16 : NLOSS_LABEL_U16;
    case 4: return is_signed ? NLOSS_LABEL_I32 : NLOSS_LABEL_U32;
    default: return NLOSS_LABEL_I64;
    }
}

inline nloss_softmax_options to_c(const softmax_options &options) noexcept
{
    nloss_softmax_options c = NLOSS_SOFTMAX_OPTIONS_INIT;
    c.flags = options.empty_row_zero ? NLOSS_SOFTMAX_EMPTY_ROW_ZERO : 0;
    c.temperature = options.temperature;
    if (options.mask.data) {
        c.mask_type = NLOSS_MASK_BOOL;
        c.mask = options.mask.data;
        c.mask_stride = options.mask.rows == 1 ? 0 : options.mask.stride;
    }
    return c;
}

inline bool fits(const softmax_options &options, std::int64_t rows, std::int64_t classes) noexcept
{
    return options.mask.may_have_shape(rows, classes) || options.mask.has_shape(1, classes);
}

template <class T>
nloss_cross_entropy_options to_c(const cross_entropy_options<T> &options, std::int64_t *error_row) noexcept
{
    nloss_cross_entropy_options c = NLOSS_CROSS_ENTROPY_OPTIONS_INIT;
    c.flags = static_cast<std::uint32_t>((options.ignore_index ? NLOSS_CE_IGNORE_INDEX : 0) |
                                         (options.empty_mean_zero ? NLOSS_CE_EMPTY_MEAN_ZERO : 0));
    c.reduction = static_cast<nloss_reduction>(options.reduction);
    c.label_smoothing = options.label_smoothing;
    c.ignore_index = options.ignore_index.value_or(0);
    c.class_weights = options.class_weights.data();
    c.row_weights = options.row_weights.data();
    c.z_loss = options.z_loss;
    c.softcap = options.softcap;
    c.error_row = error_row;
    return c;
}

inline nloss_sgd_options to_c(const sgd_options &options) noexcept
{
    nloss_sgd_options c = NLOSS_SGD_OPTIONS_INIT;
    c.flags = static_cast<std::uint32_t>((options.nesterov ? NLOSS_SGD_NESTEROV : 0) |
                                         (options.first_step ? NLOSS_SGD_FIRST_STEP : 0));
    c.momentum = options.momentum;
    c.dampening = options.dampening;
    c.weight_decay = options.weight_decay;
    return c;
}

inline nloss_adam_options to_c(const adam_options &options) noexcept
{
    nloss_adam_options c = NLOSS_ADAM_OPTIONS_INIT;
    c.flags = options.decoupled ? NLOSS_ADAM_DECOUPLED : 0;
    c.beta1 = options.beta1;
    c.beta2 = options.beta2;
    c.epsilon = options.epsilon;
    c.weight_decay = options.weight_decay;
    return c;
}

/* What the two cross-entropies share: their outputs and weights fit the logits. */
template <class T>
bool fits(matrix<const T> logits, span<T> loss, matrix<T> grad, const cross_entropy_options<T> &options) noexcept
{
    const std::int64_t losses = options.reduction == reduction::none ? logits.rows : 1;
    const bool weights_fit = (options.class_weights.data() == nullptr || options.class_weights.size() == logits.cols) &&
                             (options.row_weights.data() == nullptr || options.row_weights.size() == logits.rows);
    return (loss.data() == nullptr || loss.size() == losses) && grad.may_have_shape(logits.rows, logits.cols) &&
           weights_fit;
}

} // namespace detail

/* T without const; in a parameter it also keeps T from being deduced there, so that conversions apply. */
template <class T>
using plain = std::remove_const_t<T>;

/* The element type of a container. */
template <class Container>
using element_of = std::remove_pointer_t<decltype(std::data(std::declval<Container &>()))>;

/* ---------------------------------------------------------------------------------------------- */
/* Softmax                                                                                        */
/* ---------------------------------------------------------------------------------------------- */

template <class U>
status softmax(matrix<U> logits, matrix<plain<U>> probs, const softmax_options &options = {},
               const nloss_executor *executor = nullptr) noexcept
{
    if (!probs.has_shape(logits.rows, logits.cols) || !detail::fits(options, logits.rows, logits.cols))
        return NLOSS_E_SHAPE;
    const nloss_softmax_options c = detail::to_c(options);
    return detail::of<plain<U>>(nloss_softmax_f32, nloss_softmax_f64)(
        logits.data, logits.stride, logits.rows, logits.cols, &c, probs.data, probs.stride, executor);
}

template <class U>
status softmin(matrix<U> logits, matrix<plain<U>> probs, const softmax_options &options = {},
               const nloss_executor *executor = nullptr) noexcept
{
    if (!probs.has_shape(logits.rows, logits.cols) || !detail::fits(options, logits.rows, logits.cols))
        return NLOSS_E_SHAPE;
    const nloss_softmax_options c = detail::to_c(options);
    return detail::of<plain<U>>(nloss_softmin_f32, nloss_softmin_f64)(
        logits.data, logits.stride, logits.rows, logits.cols, &c, probs.data, probs.stride, executor);
}

template <class U>
status log_softmax(matrix<U> logits, matrix<plain<U>> log_probs, const softmax_options &options = {},
                   const nloss_executor *executor = nullptr) noexcept
{
    if (!log_probs.has_shape(logits.rows, logits.cols) || !detail::fits(options, logits.rows, logits.cols))
        return NLOSS_E_SHAPE;
    const nloss_softmax_options c = detail::to_c(options);
    return detail::of<plain<U>>(nloss_log_softmax_f32, nloss_log_softmax_f64)(
        logits.data, logits.stride, logits.rows, logits.cols, &c, log_probs.data, log_probs.stride, executor);
}

template <class U>
status logsumexp(matrix<U> logits, span<plain<U>> lse, const softmax_options &options = {},
                 const nloss_executor *executor = nullptr) noexcept
{
    if (lse.size() != logits.rows || !detail::fits(options, logits.rows, logits.cols)) return NLOSS_E_SHAPE;
    const nloss_softmax_options c = detail::to_c(options);
    return detail::of<plain<U>>(nloss_logsumexp_f32, nloss_logsumexp_f64)(
        logits.data, logits.stride, logits.rows, logits.cols, &c, lse.data(), executor);
}

/* In nats. */
template <class U>
status entropy(matrix<U> logits, span<plain<U>> entropies, const softmax_options &options = {},
               const nloss_executor *executor = nullptr) noexcept
{
    if (entropies.size() != logits.rows || !detail::fits(options, logits.rows, logits.cols)) return NLOSS_E_SHAPE;
    const nloss_softmax_options c = detail::to_c(options);
    return detail::of<plain<U>>(nloss_entropy_f32, nloss_entropy_f64)(
        logits.data, logits.stride, logits.rows, logits.cols, &c, entropies.data(), executor);
}

template <class U>
status softmax_backward(matrix<U> probs, matrix<const plain<U>> grad_probs, matrix<plain<U>> grad_logits,
                        const softmax_options &options = {}, const nloss_executor *executor = nullptr) noexcept
{
    if (!grad_probs.has_shape(probs.rows, probs.cols) || !grad_logits.has_shape(probs.rows, probs.cols) ||
        !detail::fits(options, probs.rows, probs.cols))
        return NLOSS_E_SHAPE;
    const nloss_softmax_options c = detail::to_c(options);
    return detail::of<plain<U>>(nloss_softmax_backward_f32, nloss_softmax_backward_f64)(
        probs.data, probs.stride, grad_probs.data, grad_probs.stride, probs.rows, probs.cols, &c, grad_logits.data, grad_logits.stride,
        executor);
}

template <class U>
status softmin_backward(matrix<U> probs, matrix<const plain<U>> grad_probs, matrix<plain<U>> grad_logits,
                        const softmax_options &options = {}, const nloss_executor *executor = nullptr) noexcept
{
    if (!grad_probs.has_shape(probs.rows, probs.cols) || !grad_logits.has_shape(probs.rows, probs.cols) ||
        !detail::fits(options, probs.rows, probs.cols))
        return NLOSS_E_SHAPE;
    const nloss_softmax_options c = detail::to_c(options);
    return detail::of<plain<U>>(nloss_softmin_backward_f32, nloss_softmin_backward_f64)(
        probs.data, probs.stride, grad_probs.data, grad_probs.stride, probs.rows, probs.cols, &c, grad_logits.data, grad_logits.stride,
        executor);
}

template <class U>
status log_softmax_backward(matrix<U> logits, matrix<const plain<U>> grad_log_probs, matrix<plain<U>> grad_logits,
                            const softmax_options &options = {}, const nloss_executor *executor = nullptr) noexcept
{
    if (!grad_log_probs.has_shape(logits.rows, logits.cols) || !grad_logits.has_shape(logits.rows, logits.cols) ||
        !detail::fits(options, logits.rows, logits.cols))
        return NLOSS_E_SHAPE;
    const nloss_softmax_options c = detail::to_c(options);
    return detail::of<plain<U>>(nloss_log_softmax_backward_f32, nloss_log_softmax_backward_f64)(
        logits.data, logits.stride, grad_log_probs.data, grad_log_probs.stride, logits.rows, logits.cols, &c, grad_logits.data, grad_logits.stride,
        executor);
}

template <class U>
status logsumexp_backward(matrix<U> logits, span<const plain<U>> grad_lse, matrix<plain<U>> grad_logits,
                          const softmax_options &options = {}, const nloss_executor *executor = nullptr) noexcept
{
    if (grad_lse.size() != logits.rows || !grad_logits.has_shape(logits.rows, logits.cols) ||
        !detail::fits(options, logits.rows, logits.cols))
        return NLOSS_E_SHAPE;
    const nloss_softmax_options c = detail::to_c(options);
    return detail::of<plain<U>>(nloss_logsumexp_backward_f32, nloss_logsumexp_backward_f64)(
        logits.data, logits.stride, grad_lse.data(), logits.rows, logits.cols, &c, grad_logits.data, grad_logits.stride,
        executor);
}

template <class U>
status entropy_backward(matrix<U> logits, span<const plain<U>> grad_entropy, matrix<plain<U>> grad_logits,
                        const softmax_options &options = {}, const nloss_executor *executor = nullptr) noexcept
{
    if (grad_entropy.size() != logits.rows || !grad_logits.has_shape(logits.rows, logits.cols) ||
        !detail::fits(options, logits.rows, logits.cols))
        return NLOSS_E_SHAPE;
    const nloss_softmax_options c = detail::to_c(options);
    return detail::of<plain<U>>(nloss_entropy_backward_f32, nloss_entropy_backward_f64)(
        logits.data, logits.stride, grad_entropy.data(), logits.rows, logits.cols, &c, grad_logits.data, grad_logits.stride,
        executor);
}

/* ---------------------------------------------------------------------------------------------- */
/* Cross-entropy                                                                                  */
/* ---------------------------------------------------------------------------------------------- */

/* With class labels. loss has one element, or one per row with reduction::none. */
template <class U, class Labels>
status cross_entropy(matrix<U> logits, const Labels &labels, span<plain<U>> loss, matrix<plain<U>> grad = {},
                     const cross_entropy_options<plain<U>> &options = {},
                     const nloss_executor *executor = nullptr) noexcept
{
    if (static_cast<std::int64_t>(std::size(labels)) != logits.rows ||
        !detail::fits<plain<U>>(logits, loss, grad, options))
        return NLOSS_E_SHAPE;
    std::int64_t error_row = -1;
    const nloss_cross_entropy_options c = detail::to_c(options, &error_row);
    const nloss_label_type label_type = detail::label_type<plain<element_of<const Labels>>>();
    const nloss_status code = detail::of<plain<U>>(nloss_cross_entropy_f32, nloss_cross_entropy_f64)(
        logits.data, logits.stride, std::data(labels), label_type, logits.rows, logits.cols, &c, loss.data(), grad.data,
        grad.stride, executor);
    return {code, error_row};
}

/* With a target distribution per row. */
template <class U>
status cross_entropy_soft(matrix<U> logits, matrix<const plain<U>> targets, span<plain<U>> loss,
                          matrix<plain<U>> grad = {}, const cross_entropy_options<plain<U>> &options = {},
                          const nloss_executor *executor = nullptr) noexcept
{
    if (!targets.has_shape(logits.rows, logits.cols) || !detail::fits<plain<U>>(logits, loss, grad, options))
        return NLOSS_E_SHAPE;
    const nloss_cross_entropy_options c = detail::to_c(options, nullptr);
    return detail::of<plain<U>>(nloss_cross_entropy_soft_f32, nloss_cross_entropy_soft_f64)(
        logits.data, logits.stride, targets.data, targets.stride, logits.rows, logits.cols, &c, loss.data(), grad.data,
        grad.stride, executor);
}

/* ---------------------------------------------------------------------------------------------- */
/* Training                                                                                       */
/* ---------------------------------------------------------------------------------------------- */

/* output = input weight^T + bias; bias may be nullptr. */
template <class U>
status linear(matrix<U> input, matrix<const plain<U>> weight, span<const plain<U>> bias, matrix<plain<U>> output,
              const nloss_executor *executor = nullptr) noexcept
{
    const bool bias_fits = bias.data() == nullptr || bias.size() == weight.rows;
    if (weight.cols != input.cols || !output.has_shape(input.rows, weight.rows) || !bias_fits) return NLOSS_E_SHAPE;
    return detail::of<plain<U>>(nloss_linear_f32, nloss_linear_f64)(input.data, input.stride, weight.data,
                                                                    weight.stride, bias.data(), input.rows, input.cols,
                                                                    weight.rows, output.data, output.stride, executor);
}

/* The gradients that are given. */
template <class U>
status linear_backward(matrix<U> input, matrix<const plain<U>> weight, matrix<const plain<U>> grad_output,
                       matrix<plain<U>> grad_input, matrix<plain<U>> grad_weight, span<plain<U>> grad_bias,
                       const nloss_executor *executor = nullptr) noexcept
{
    const std::int64_t rows = input.rows, inputs = input.cols, outputs = weight.rows;
    const bool bias_fits = grad_bias.data() == nullptr || grad_bias.size() == outputs;
    if (weight.cols != inputs || !grad_output.has_shape(rows, outputs) || !grad_input.may_have_shape(rows, inputs) ||
        !grad_weight.may_have_shape(outputs, inputs) || !bias_fits)
        return NLOSS_E_SHAPE;
    return detail::of<plain<U>>(nloss_linear_backward_f32, nloss_linear_backward_f64)(
        input.data, input.stride, weight.data, weight.stride, grad_output.data, grad_output.stride, rows, inputs,
        outputs, grad_input.data, grad_input.stride, grad_weight.data, grad_weight.stride, grad_bias.data(), executor);
}

/* param and, with momentum, velocity are updated; velocity may be nullptr without. */
template <class Param>
status sgd_step(Param &&param, span<const element_of<Param>> grad, span<element_of<Param>> velocity,
                double learning_rate, const sgd_options &options = {},
                const nloss_executor *executor = nullptr) noexcept
{
    using T = element_of<Param>;
    const span<T> p(param);
    if (grad.size() != p.size() || (velocity.data() != nullptr && velocity.size() != p.size())) return NLOSS_E_SHAPE;
    const nloss_sgd_options c = detail::to_c(options);
    return detail::of<T>(nloss_sgd_step_f32, nloss_sgd_step_f64)(p.data(), grad.data(), velocity.data(), p.size(),
                                                                 learning_rate, &c, executor);
}

/* param, moment1 and moment2 are updated; step counts from 1. */
template <class Param>
status adam_step(Param &&param, span<const element_of<Param>> grad, span<element_of<Param>> moment1,
                 span<element_of<Param>> moment2, std::int64_t step, double learning_rate,
                 const adam_options &options = {}, const nloss_executor *executor = nullptr) noexcept
{
    using T = element_of<Param>;
    const span<T> p(param);
    if (grad.size() != p.size() || moment1.size() != p.size() || moment2.size() != p.size()) return NLOSS_E_SHAPE;
    const nloss_adam_options c = detail::to_c(options);
    return detail::of<T>(nloss_adam_step_f32, nloss_adam_step_f64)(
        p.data(), grad.data(), moment1.data(), moment2.data(), p.size(), step, learning_rate, &c, executor);
}

} // namespace nloss

#endif
