/*
 * SPDX-License-Identifier: MIT
 * SPDX-FileCopyrightText: The NativeLoss authors
 *
 * Trains a softmax classifier on handwritten digits, by the rule of demo/README.md. C has no gzip, so the images come
 * unpacked:
 *
 *     gzip -dc digits.csv.gz | demo [--bytes FILE]
 */
#define _POSIX_C_SOURCE 199309L

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "nativeloss.h"

enum { EPOCHS = 30, BATCH = 32, PIXELS = 64, CLASSES = 10 };
enum { ROWS = 1797, TRAIN_ROWS = 1437, TEST_ROWS = ROWS - TRAIN_ROWS };

static const double learning_rate = 0.01;

static float pixels[ROWS][PIXELS];
static int32_t labels[ROWS];

/* Parameters from 0, their gradient and Adam's state. */
static struct {
    float values[CLASSES * PIXELS], grad[CLASSES * PIXELS], moment1[CLASSES * PIXELS], moment2[CLASSES * PIXELS];
} weight;
static struct {
    float values[CLASSES], grad[CLASSES], moment1[CLASSES], moment2[CLASSES];
} bias;

static void stop(const char *what)
{
    fprintf(stderr, "demo: %s\n", what);
    exit(1);
}

static void check(nloss_status status)
{
    if (status != NLOSS_OK) stop(nloss_status_name(status));
}

/* Lines of 64 pixels from 0 to 16 and the digit. */
static void read_digits(void)
{
    for (int row = 0; row < ROWS; row++) {
        for (int i = 0; i < PIXELS; i++) {
            int pixel;
            if (scanf("%d,", &pixel) != 1) stop("standard input is not the digits' CSV file");
            pixels[row][i] = (float)pixel / 16;
        }
        if (scanf("%d", &labels[row]) != 1) stop("standard input is not the digits' CSV file");
    }
}

static void linear(const float *input, int64_t rows, float *logits)
{
    check(nloss_linear_f32(input, PIXELS, weight.values, PIXELS, bias.values, rows, PIXELS, CLASSES, logits, CLASSES,
                           NULL));
}

/* One step; returns the mean loss before it. */
static float train(int first, int rows, int64_t step)
{
    static float logits[BATCH * CLASSES];
    float loss;
    const float *input = pixels[first];
    linear(input, rows, logits);
    /* The gradient takes the place of the logits. */
    check(nloss_cross_entropy_f32(logits, CLASSES, labels + first, NLOSS_LABEL_I32, rows, CLASSES, NULL, &loss, logits,
                                  CLASSES, NULL));
    check(nloss_linear_backward_f32(input, PIXELS, weight.values, PIXELS, logits, CLASSES, rows, PIXELS, CLASSES, NULL,
                                    0, weight.grad, PIXELS, bias.grad, NULL));
    check(nloss_adam_step_f32(weight.values, weight.grad, weight.moment1, weight.moment2, CLASSES * PIXELS, step,
                              learning_rate, NULL, NULL));
    check(nloss_adam_step_f32(bias.values, bias.grad, bias.moment1, bias.moment2, CLASSES, step, learning_rate, NULL,
                              NULL));
    return loss;
}

static int count_correct(void)
{
    static float logits[TEST_ROWS * CLASSES];
    int correct = 0;
    linear(pixels[TRAIN_ROWS], TEST_ROWS, logits);
    for (int row = 0; row < TEST_ROWS; row++) {
        const float *z = logits + row * CLASSES;
        int best = 0;
        for (int c = 1; c < CLASSES; c++)
            if (z[c] > z[best]) best = c;
        correct += best == labels[TRAIN_ROWS + row];
    }
    return correct;
}

static void write_bytes(const char *path, const double losses[EPOCHS])
{
    FILE *file = fopen(path, "wb");
    if (!file) stop("cannot open the file of --bytes");
    /* x86-64 is little-endian, as the rule asks for. */
    size_t written = fwrite(losses, sizeof *losses, EPOCHS, file);
    written += fwrite(weight.values, sizeof *weight.values, CLASSES * PIXELS, file);
    written += fwrite(bias.values, sizeof *bias.values, CLASSES, file);
    if (fclose(file) != 0 || written != EPOCHS + CLASSES * PIXELS + CLASSES) stop("cannot write the file of --bytes");
}

/* The shortest decimal that reads back as the same number, as Python and C# print it. */
static void print_loss(double loss)
{
    char text[32];
    int digits = 15;
    do
        snprintf(text, sizeof text, "%.*g", digits, loss);
    while (digits++ < 17 && strtod(text, NULL) != loss);
    printf("final loss %s\n", text);
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

int main(int count, char **arguments)
{
    const char *bytes = count == 3 && strcmp(arguments[1], "--bytes") == 0 ? arguments[2] : NULL;
    if (count != 1 && !bytes) stop("usage: gzip -dc digits.csv.gz | demo [--bytes FILE]");
    read_digits();
    const int version = nloss_version();
    printf("C, libnativeloss %d.%d.%d, level v%d\n", version / 1000000, version / 1000 % 1000, version % 1000,
           nloss_isa());

    const double start = now();
    double losses[EPOCHS];
    int64_t step = 0;
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
        double sum = 0;
        for (int first = 0; first < TRAIN_ROWS; first += BATCH) {
            int rows = TRAIN_ROWS - first < BATCH ? TRAIN_ROWS - first : BATCH;
            sum += (double)train(first, rows, ++step) * rows;
        }
        losses[epoch] = sum / TRAIN_ROWS;
        printf("epoch %2d  loss %.6f\n", epoch + 1, losses[epoch]);
        fflush(stdout);
    }
    const int correct = count_correct();
    const double seconds = now() - start;

    print_loss(losses[EPOCHS - 1]);
    printf("test accuracy %d/%d = %.2f%%\n", correct, TEST_ROWS, 100.0 * correct / TEST_ROWS);
    printf("time %.3f s\n", seconds);
    if (bytes) write_bytes(bytes, losses);
    return 0;
}
