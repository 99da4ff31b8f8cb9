// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

// nativeloss.hpp: that each function reaches its C function with the right arguments (same bits as the C call, both
// types), that sizes are checked, errors become statuses or exceptions, all label types work, and executors run every
// task once.

#include "nativeloss.hpp"

#include <array>
#include <atomic>
#include <cmath>
#include <cstring>
#include <numeric>
#include <thread>
#include <vector>
#if __cplusplus >= 202002L
#include <span>
#endif

#include "../embedding/test.h"

namespace
{

constexpr std::int64_t rows = 5, classes = 7, stride = 9;

// Reproducible numbers; rows are `stride` apart.
template <class T>
std::vector<T> numbers(std::size_t count, unsigned seed)
{
    std::vector<T> v(count);
    for (T &x : v) {
        seed = seed * 1664525u + 1013904223u;
        x = static_cast<T>(static_cast<double>(seed >> 8) / 16777216.0 * 6 - 3);
    }
    return v;
}

template <class T>
nloss::matrix<T> view(std::vector<T> &v, std::int64_t r = rows, std::int64_t c = classes)
{
    return {v.data(), r, c, stride};
}

template <class T>
nloss::matrix<const T> view(const std::vector<T> &v, std::int64_t r = rows, std::int64_t c = classes)
{
    return {v.data(), r, c, stride};
}

template <class T>
bool same(const std::vector<T> &a, const std::vector<T> &b)
{
    return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(T)) == 0;
}

template <class T>
const char *type_name()
{
    return sizeof(T) == 4 ? "float" : "double";
}

// The C function of the same name, through overloads.
#define C_FUNCTION(NAME)                             \
    template <class T, class... Arguments>           \
    nloss_status c_##NAME(Arguments... arguments)    \
    {                                                \
        if constexpr (sizeof(T) == 4)                \
            return nloss_##NAME##_f32(arguments...); \
        else                                         \
            return nloss_##NAME##_f64(arguments...); \
    }
C_FUNCTION(softmax)
C_FUNCTION(log_softmax)
C_FUNCTION(logsumexp)
C_FUNCTION(softmin)
C_FUNCTION(entropy)
C_FUNCTION(softmin_backward)
C_FUNCTION(entropy_backward)
C_FUNCTION(softmax_backward)
C_FUNCTION(log_softmax_backward)
C_FUNCTION(logsumexp_backward)
C_FUNCTION(cross_entropy)
C_FUNCTION(cross_entropy_soft)
C_FUNCTION(linear)
C_FUNCTION(linear_backward)
C_FUNCTION(sgd_step)
C_FUNCTION(adam_step)

template <class T>
void softmax_family()
{
    const nloss_executor *serial = nullptr;
    const nloss_softmax_options *defaults = nullptr;
    const std::vector<T> z = numbers<T>(rows * stride, 1), g = numbers<T>(rows * stride, 2);
    std::vector<T> got(rows * stride), want(rows * stride), got_rows(rows), want_rows(rows);

    test_begin("C++ as C, softmax family, %s", type_name<T>());
    test_check(nloss::softmax(view(z), view(got)).ok(), "softmax");
    c_softmax<T>(z.data(), stride, rows, classes, defaults, want.data(), stride, serial);
    test_check(same(got, want) && want[0] > 0, "softmax has other bits");

    test_check(nloss::log_softmax(view(z), view(got)).ok(), "log_softmax");
    c_log_softmax<T>(z.data(), stride, rows, classes, defaults, want.data(), stride, serial);
    test_check(same(got, want) && want[0] < 0, "log_softmax has other bits");

    test_check(nloss::logsumexp(view(z), got_rows).ok(), "logsumexp");
    c_logsumexp<T>(z.data(), stride, rows, classes, defaults, want_rows.data(), serial);
    test_check(same(got_rows, want_rows) && want_rows[0] != 0, "logsumexp has other bits");

    test_check(nloss::softmax_backward(view(z), view(g), view(got)).ok(), "softmax_backward");
    c_softmax_backward<T>(z.data(), stride, g.data(), stride, rows, classes, defaults, want.data(), stride, serial);
    test_check(same(got, want) && want[0] != 0, "softmax_backward has other bits");

    test_check(nloss::log_softmax_backward(view(z), view(g), view(got)).ok(), "log_softmax_backward");
    c_log_softmax_backward<T>(z.data(), stride, g.data(), stride, rows, classes, defaults, want.data(), stride, serial);
    test_check(same(got, want) && want[0] != 0, "log_softmax_backward has other bits");

    test_check(nloss::logsumexp_backward(view(z), want_rows, view(got)).ok(), "logsumexp_backward");
    c_logsumexp_backward<T>(z.data(), stride, want_rows.data(), rows, classes, defaults, want.data(), stride, serial);
    test_check(same(got, want) && want[0] != 0, "logsumexp_backward has other bits");

    // With a temperature and one mask for all rows.
    std::vector<std::uint8_t> kept(static_cast<std::size_t>(classes), 1);
    kept[0] = 0;
    nloss::softmax_options options;
    options.temperature = 2;
    options.mask = nloss::matrix<const std::uint8_t>{kept.data(), 1, classes};
    nloss_softmax_options c_options = NLOSS_SOFTMAX_OPTIONS_INIT;
    c_options.temperature = 2;
    c_options.mask_type = NLOSS_MASK_BOOL;
    c_options.mask = kept.data();
    test_check(nloss::softmin(view(z), view(got), options).ok(), "softmin");
    c_softmin<T>(z.data(), stride, rows, classes, &c_options, want.data(), stride, serial);
    test_check(same(got, want) && want[0] == 0 && want[1] > 0, "softmin has other bits");

    test_check(nloss::entropy(view(z), got_rows, options).ok(), "entropy");
    c_entropy<T>(z.data(), stride, rows, classes, &c_options, want_rows.data(), serial);
    test_check(same(got_rows, want_rows) && want_rows[0] > 0, "entropy has other bits");

    test_check(nloss::softmin_backward(view(z), view(g), view(got), options).ok(), "softmin_backward");
    c_softmin_backward<T>(z.data(), stride, g.data(), stride, rows, classes, &c_options, want.data(), stride, serial);
    test_check(same(got, want) && want[1] != 0, "softmin_backward has other bits");

    test_check(nloss::entropy_backward(view(z), want_rows, view(got), options).ok(), "entropy_backward");
    c_entropy_backward<T>(z.data(), stride, want_rows.data(), rows, classes, &c_options, want.data(), stride, serial);
    test_check(same(got, want) && want[0] == 0 && want[1] != 0, "entropy_backward has other bits");

    options.mask.rows = rows + 1;
    test_check(nloss::softmin(view(z), view(got), options).code() == NLOSS_E_SHAPE, "a mask of another shape");

    std::vector<T> empty(3, -std::numeric_limits<T>::infinity()), probs(3, T(7));
    nloss::matrix<T> row{empty.data(), 1, 3}, out{probs.data(), 1, 3};
    test_check(nloss::softmax(row, out).ok() && std::isnan(probs[0]), "a row of -inf is NaN by default");
    test_check(nloss::softmax(row, out, {true}).ok() && probs[0] == 0, "a row of -inf is 0 with empty_row_zero");

    std::vector<T> in_place = z;
    c_softmax<T>(z.data(), stride, rows, classes, defaults, want.data(), stride, serial);
    test_check(nloss::softmax(view(in_place), view(in_place)).ok() && in_place[0] == want[0], "in place");
    test_end();
}

template <class T>
void cross_entropies()
{
    const nloss_executor *serial = nullptr;
    const std::vector<T> z = numbers<T>(rows * stride, 3), weights = {T(0.5), T(1), T(2), T(1), T(3), T(1), T(0.25)};
    std::vector<T> targets = numbers<T>(rows * stride, 4), got(rows * stride), want(rows * stride), losses(rows),
                   want_losses(rows);
    const std::vector<int> labels = {0, 6, 2, 3, 2};
    T loss = 0, want_loss = 0;
    for (T &t : targets) t = std::abs(t);

    test_begin("C++ as C, cross-entropy, %s", type_name<T>());
    const nloss_cross_entropy_options *defaults = nullptr;
    test_check(nloss::cross_entropy(view(z), labels, nloss::one(loss), view(got)).ok(), "defaults");
    c_cross_entropy<T>(z.data(), stride, labels.data(), NLOSS_LABEL_I32, rows, classes, defaults, &want_loss,
                       want.data(), stride, serial);
    test_check(loss == want_loss && loss > 0 && same(got, want), "defaults: other bits");

    nloss::cross_entropy_options<T> options;
    options.reduction = nloss::reduction::none;
    options.label_smoothing = 0.1;
    options.ignore_index = 2;
    options.class_weights = weights;
    nloss_cross_entropy_options c = NLOSS_CROSS_ENTROPY_OPTIONS_INIT;
    c.reduction = NLOSS_REDUCTION_NONE;
    c.label_smoothing = 0.1;
    c.flags = NLOSS_CE_IGNORE_INDEX;
    c.ignore_index = 2;
    c.class_weights = weights.data();
    const nloss_cross_entropy_options *all = &c;
    test_check(nloss::cross_entropy(view(z), labels, losses, view(got), options).ok(), "all options");
    c_cross_entropy<T>(z.data(), stride, labels.data(), NLOSS_LABEL_I32, rows, classes, all, want_losses.data(),
                       want.data(), stride, serial);
    test_check(same(losses, want_losses) && same(got, want) && losses[2] == 0 && losses[0] > 0,
               "all options: other bits");

    options.ignore_index.reset();
    c.flags = 0;
    test_check(nloss::cross_entropy_soft(view(z), view(targets), losses, view(got), options).ok(), "soft");
    c_cross_entropy_soft<T>(z.data(), stride, targets.data(), stride, rows, classes, all, want_losses.data(),
                            want.data(), stride, serial);
    test_check(same(losses, want_losses) && same(got, want) && losses[2] != 0, "soft: other bits");

    const std::vector<int> all_ignored(rows, 2);
    nloss::cross_entropy_options<T> ignoring;
    ignoring.ignore_index = 2;
    test_check(nloss::cross_entropy(view(z), all_ignored, nloss::one(loss), {}, ignoring).ok() && std::isnan(loss),
               "mean of nothing");
    ignoring.empty_mean_zero = true;
    test_check(nloss::cross_entropy(view(z), all_ignored, nloss::one(loss), {}, ignoring).ok() && loss == 0,
               "mean of nothing as 0");
    test_check(nloss::cross_entropy(view(z), labels, nullptr, view(got)).ok(), "only the gradient");
    test_end();
}

template <class L>
void label_type(nloss_label_type type)
{
    const std::vector<float> z = numbers<float>(rows * stride, 5);
    const std::array<L, rows> labels = {L(0), L(6), L(2), L(3), L(2)}, bad = {L(0), L(6), L(7), L(3), L(9)};
    float loss = 0, want = 0;
    test_check(nloss::detail::label_type<L>() == type, "type code of %d", type);
    test_check(nloss::cross_entropy(view(z), labels, nloss::one(loss)).ok(), "labels of type %d", type);
    nloss_cross_entropy_f32(z.data(), stride, labels.data(), type, rows, classes, nullptr, &want, nullptr, 0, nullptr);
    test_check(loss == want && loss > 0, "labels of type %d: other bits", type);
    const nloss::status status = nloss::cross_entropy(view(z), bad, nloss::one(loss));
    test_check(status.code() == NLOSS_E_LABEL && status.row() == 2, "bad label of type %d", type);
}

void label_types()
{
    test_begin("C++, labels of every integer type");
    label_type<std::int8_t>(NLOSS_LABEL_I8);
    label_type<std::uint8_t>(NLOSS_LABEL_U8);
    label_type<std::int16_t>(NLOSS_LABEL_I16);
    label_type<std::uint16_t>(NLOSS_LABEL_U16);
    label_type<std::int32_t>(NLOSS_LABEL_I32);
    label_type<std::uint32_t>(NLOSS_LABEL_U32);
    label_type<std::int64_t>(NLOSS_LABEL_I64);
    label_type<long long>(NLOSS_LABEL_I64);
    test_end();
}

template <class T>
void training()
{
    const nloss_executor *serial = nullptr;
    constexpr std::int64_t inputs = 4;
    const std::vector<T> x = numbers<T>(rows * stride, 6), w = numbers<T>(classes * stride, 7),
                         b = numbers<T>(classes, 8);
    const std::vector<T> g = numbers<T>(rows * stride, 9);
    std::vector<T> out(rows * stride), want(rows * stride);

    test_begin("C++ as C, training, %s", type_name<T>());
    test_check(nloss::linear(view(x, rows, inputs), view(w, classes, inputs), b, view(out)).ok(), "linear");
    c_linear<T>(x.data(), stride, w.data(), stride, b.data(), rows, inputs, classes, want.data(), stride, serial);
    test_check(same(out, want) && want[0] != 0, "linear has other bits");

    std::vector<T> gx(rows * stride), gw(classes * stride), gb(classes), want_gx = gx, want_gw = gw, want_gb = gb;
    const nloss::status backward = nloss::linear_backward(view(x, rows, inputs), view(w, classes, inputs), view(g),
                                                          view(gx, rows, inputs), view(gw, classes, inputs), gb);
    test_check(backward.ok(), "linear_backward");
    c_linear_backward<T>(x.data(), stride, w.data(), stride, g.data(), stride, rows, inputs, classes, want_gx.data(),
                         stride, want_gw.data(), stride, want_gb.data(), serial);
    test_check(same(gx, want_gx) && same(gw, want_gw) && same(gb, want_gb) && gb[0] != 0,
               "linear_backward has other bits");

    std::vector<T> p = numbers<T>(20, 10), v = numbers<T>(20, 11), p2 = p, v2 = v;
    const std::vector<T> grad = numbers<T>(20, 12);
    nloss::sgd_options sgd;
    sgd.momentum = 0.9;
    sgd.weight_decay = 0.01;
    sgd.nesterov = true;
    nloss_sgd_options c_sgd = NLOSS_SGD_OPTIONS_INIT;
    c_sgd.flags = NLOSS_SGD_NESTEROV;
    c_sgd.momentum = 0.9;
    c_sgd.weight_decay = 0.01;
    const nloss_sgd_options *sgd_pointer = &c_sgd;
    test_check(nloss::sgd_step(p, grad, v, 0.1, sgd).ok(), "sgd_step");
    c_sgd_step<T>(p2.data(), grad.data(), v2.data(), std::int64_t{20}, 0.1, sgd_pointer, serial);
    test_check(same(p, p2) && same(v, v2), "sgd_step has other bits");
    test_check(nloss::sgd_step(p, grad, nullptr, 0.1).ok(), "sgd_step without velocity");
    c_sgd_step<T>(p2.data(), grad.data(), static_cast<T *>(nullptr), std::int64_t{20}, 0.1,
                  static_cast<nloss_sgd_options *>(nullptr), serial);
    test_check(same(p, p2), "sgd_step without velocity has other bits");

    std::vector<T> m1(20), m2(20), n1(20), n2(20);
    test_check(nloss::adam_step(p, grad, m1, m2, 1, 0.01).ok(), "adam_step");
    c_adam_step<T>(p2.data(), grad.data(), n1.data(), n2.data(), std::int64_t{20}, std::int64_t{1}, 0.01,
                   static_cast<nloss_adam_options *>(nullptr), serial);
    test_check(same(p, p2) && same(m1, n1) && same(m2, n2) && m1[0] != 0, "adam_step has other bits");
    nloss::adam_options adam_w;
    adam_w.decoupled = true;
    adam_w.weight_decay = 0.1;
    nloss_adam_options c_adam = NLOSS_ADAM_OPTIONS_INIT;
    c_adam.flags = NLOSS_ADAM_DECOUPLED;
    c_adam.weight_decay = 0.1;
    const nloss_adam_options *adam_pointer = &c_adam;
    test_check(nloss::adam_step(p, grad, m1, m2, 2, 0.01, adam_w).ok(), "adam_step, decoupled");
    c_adam_step<T>(p2.data(), grad.data(), n1.data(), n2.data(), std::int64_t{20}, std::int64_t{2}, 0.01, adam_pointer,
                   serial);
    test_check(same(p, p2), "adam_step, decoupled, has other bits");
    test_end();
}

void sizes()
{
    std::vector<float> z(rows * stride), out(rows * stride), short_one(rows - 1), weights(classes + 1);
    const std::vector<int> labels(rows), few(rows - 1);
    float loss;
    test_begin("C++, sizes that contradict each other are NLOSS_E_SHAPE");
    const auto refuses = [](nloss::status status, const char *what) {
        test_check(status.code() == NLOSS_E_SHAPE, "%s", what);
    };
    refuses(nloss::softmax(view(z), view(out, rows, classes - 1)), "softmax, columns");
    refuses(nloss::softmax(view(z), view(out, rows - 1)), "softmax, rows");
    refuses(nloss::log_softmax(view(z), view(out, rows - 1)), "log_softmax");
    refuses(nloss::logsumexp(view(z), short_one), "logsumexp");
    refuses(nloss::softmax_backward(view(z), view(z, rows - 1), view(out)), "softmax_backward");
    refuses(nloss::log_softmax_backward(view(z), view(z, rows - 1), view(out)), "log_softmax_backward");
    refuses(nloss::logsumexp_backward(view(z), short_one, view(out)), "logsumexp_backward");
    refuses(nloss::cross_entropy(view(z), few, nloss::one(loss)), "labels");
    refuses(nloss::cross_entropy(view(z), labels, short_one), "loss");
    refuses(nloss::cross_entropy(view(z), labels, nloss::one(loss), view(out, rows, classes - 1)), "grad");
    nloss::cross_entropy_options<float> options;
    options.class_weights = weights;
    refuses(nloss::cross_entropy(view(z), labels, nloss::one(loss), {}, options), "class_weights");
    refuses(nloss::cross_entropy_soft(view(z), view(z, rows - 1), nloss::one(loss)), "targets");
    refuses(nloss::linear(view(z), view(z, 3, classes - 1), nullptr, view(out, rows, 3)), "linear");
    refuses(nloss::linear_backward(view(z), view(z, 3), view(z, rows, 4), {}, {}, nullptr), "linear_backward");
    refuses(nloss::sgd_step(z, short_one, nullptr, 0.1), "sgd_step");
    refuses(nloss::adam_step(z, z, short_one, out, 1, 0.1), "adam_step");
    test_end();
}

void errors()
{
    std::vector<float> z = numbers<float>(rows * stride, 1), out(rows * stride);
    const std::vector<int> bad = {0, 1, -1, 99, 0};
    float loss;
    test_begin("C++, errors as statuses and exceptions");
    const nloss::status overlap = nloss::softmax(view(z), nloss::matrix<float>{z.data() + 1, rows, classes, stride});
    test_check(!overlap && overlap.code() == NLOSS_E_ALIAS && overlap.row() == -1, "status %s", overlap.name());
    test_check(std::strcmp(overlap.name(), "NLOSS_E_ALIAS") == 0, "name %s", overlap.name());
    try {
        overlap.or_throw();
        test_check(false, "or_throw did not throw");
    } catch (const nloss::label_error &) {
        test_check(false, "or_throw threw a label_error");
    } catch (const nloss::error &e) {
        test_check(e.code() == NLOSS_E_ALIAS && std::strcmp(e.what(), "NLOSS_E_ALIAS") == 0, "what: %s", e.what());
    }
    try {
        nloss::cross_entropy(view(z), bad, nloss::one(loss)).or_throw();
        test_check(false, "or_throw did not throw");
    } catch (const std::runtime_error &e) {
        const auto *label = dynamic_cast<const nloss::label_error *>(&e);
        test_check(label != nullptr && label->row() == 2 && label->code() == NLOSS_E_LABEL, "what: %s", e.what());
        test_check(std::strcmp(e.what(), "NLOSS_E_LABEL in row 2") == 0, "what: %s", e.what());
    }
    nloss::softmax(view(z), view(out)).or_throw();
    test_check(static_cast<bool>(nloss::softmax(view(z), view(out))), "a success is true");
    test_check(nloss::is_compatible(), "the library's hash is not the header's");
    test_end();
}

void spans()
{
    test_begin("C++, spans from containers");
    float array[4] = {};
    std::array<float, 3> fixed = {};
    const std::vector<float> constant(5);
    std::vector<float> vector(6);
    const nloss::span<float> a = array, b = fixed, c = vector, none = nullptr;
    const nloss::span<const float> d = constant, e = vector, f = a;
    test_check(a.size() == 4 && a.data() == array, "C array");
    test_check(b.size() == 3 && b.data() == fixed.data(), "std::array");
    test_check(c.size() == 6 && c.data() == vector.data(), "std::vector");
    test_check(d.size() == 5 && e.size() == 6 && f.size() == 4, "const");
    test_check(none.size() == 0 && none.data() == nullptr, "nullptr");
    test_check(!std::is_constructible_v<nloss::span<float>, const std::vector<float> &>, "const is dropped");
    test_check(!std::is_constructible_v<nloss::span<double>, std::vector<float> &>, "float is taken for double");
#if __cplusplus >= 202002L
    const std::span<float> standard(vector);
    const nloss::span<float> g = standard;
    test_check(g.size() == 6 && g.data() == vector.data(), "std::span");
    std::vector<float> lse(2);
    test_check(nloss::logsumexp(nloss::matrix{vector.data(), 2, 3}, std::span<float>(lse)).ok(),
               "std::span as argument");
#endif
    test_end();
}

void executors()
{
    constexpr std::int64_t many = 700;
    constexpr int threads = 4;
    const std::vector<float> z = numbers<float>(many * 200, 1);
    const nloss::matrix<const float> logits{z.data(), many, 200};
    std::vector<float> want(z.size()), got(z.size());
    test_begin("C++, executors give the bits of a serial call");
    nloss::softmax(logits, nloss::matrix{want.data(), many, 200}).or_throw();
    nloss::matrix<float> probs{got.data(), many, 200};

    int tasks = 0;
    const auto backwards = nloss::executor_of(threads, [&tasks](int count, nloss::task task) {
        tasks = count;
        for (int i = count - 1; i >= 0; i--) task(i);
    });
    test_check(nloss::softmax(logits, probs, {}, backwards).ok() && same(got, want), "callable");
    test_check(tasks > 1 && tasks <= threads, "%d tasks", tasks);

    nloss::thread_pool pool(threads);
    for (int n = 0; n < 200; n++) {
        std::fill(got.begin(), got.end(), 0.0f);
        test_check(nloss::softmax(logits, probs, {}, pool).ok() && same(got, want), "pool, call %d", n);
    }

    std::atomic<int> failures{0};
    std::vector<std::thread> callers;
    for (int c = 0; c < 3; c++)
        callers.emplace_back([&] {
            std::vector<float> own(z.size());
            for (int n = 0; n < 30; n++)
                failures += !nloss::softmax(logits, nloss::matrix{own.data(), many, 200}, {}, pool) || !same(own, want);
        });
    for (std::thread &caller : callers) caller.join();
    test_check(failures == 0, "%d failures with three callers of one pool", failures.load());

    nloss::thread_pool alone(1), nobody(0);
    test_check(nloss::softmax(logits, probs, {}, alone).ok() && nloss::softmax(logits, probs, {}, nobody).ok(),
               "pools of one");
    test_end();

    test_begin("C++, a pool runs every task once");
    for (int count : {1, 2, 3, 4, 64, 1000}) {
        std::vector<std::atomic<int>> runs(static_cast<std::size_t>(count));
        const nloss_executor *executor = pool;
        executor->parallel_for(
            executor->user,
            [](void *data, std::int32_t index) {
                ++(*static_cast<std::vector<std::atomic<int>> *>(data))[static_cast<std::size_t>(index)];
            },
            &runs, count);
        for (const std::atomic<int> &n : runs) test_check(n == 1, "%d runs of a task of %d", n.load(), count);
    }
    test_end();
}

} // namespace

int main()
{
    softmax_family<float>();
    softmax_family<double>();
    cross_entropies<float>();
    cross_entropies<double>();
    label_types();
    training<float>();
    training<double>();
    sizes();
    errors();
    spans();
    executors();
    return test_summary();
}
