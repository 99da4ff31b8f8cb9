// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

// One vector of floats, for the loops in intrinsics: 512 bits where the compiler's options allow it, else 256.

#pragma once

#include <immintrin.h>
#include <stdint.h>

#define INLINE static inline __attribute__((always_inline))

#ifdef __AVX512F__

enum { WIDTH = 16 };
typedef __m512 vec;

INLINE vec broadcast(float x) { return _mm512_set1_ps(x); }
INLINE vec load(const float *at) { return _mm512_loadu_ps(at); }
INLINE void store(vec a, float *at) { _mm512_storeu_ps(at, a); }
INLINE __m512i bits(vec a) { return _mm512_castps_si512(a); }
INLINE vec floats(__m512i a) { return _mm512_castsi512_ps(a); }
INLINE vec mul_add(vec a, vec b, vec c) { return _mm512_fmadd_ps(a, b, c); }
INLINE vec larger(vec a, vec b) { return _mm512_max_ps(a, b); }
INLINE vec shift_left(vec a, int count) { return floats(_mm512_slli_epi32(bits(a), (unsigned)count)); }
INLINE vec add_bits(vec a, vec b) { return floats(_mm512_add_epi32(bits(a), bits(b))); }
INLINE vec or_bits(vec a, vec b) { return floats(_mm512_or_si512(bits(a), bits(b))); }
INLINE vec xor_bits(vec a, vec b) { return floats(_mm512_xor_si512(bits(a), bits(b))); }
INLINE vec zero_below(vec x, vec limit, vec a) { return _mm512_maskz_mov_ps(_mm512_cmp_ps_mask(x, limit, _CMP_GE_OQ), a); }
INLINE vec lookup(vec table, vec index) { return _mm512_permutexvar_ps(bits(index), table); }

INLINE void add_to(vec a, double *sums)
{
    __m512d low = _mm512_cvtps_pd(_mm512_castps512_ps256(a)), high = _mm512_cvtps_pd(_mm512_extractf32x8_ps(a, 1));
    _mm512_storeu_pd(sums, _mm512_loadu_pd(sums) + low);
    _mm512_storeu_pd(sums + 8, _mm512_loadu_pd(sums + 8) + high);
}

#else

enum { WIDTH = 8 };
typedef __m256 vec;

INLINE vec broadcast(float x) { return _mm256_set1_ps(x); }
INLINE vec load(const float *at) { return _mm256_loadu_ps(at); }
INLINE void store(vec a, float *at) { _mm256_storeu_ps(at, a); }
INLINE __m256i bits(vec a) { return _mm256_castps_si256(a); }
INLINE vec floats(__m256i a) { return _mm256_castsi256_ps(a); }
INLINE vec mul_add(vec a, vec b, vec c) { return _mm256_fmadd_ps(a, b, c); }
INLINE vec larger(vec a, vec b) { return _mm256_max_ps(a, b); }
INLINE vec shift_left(vec a, int count) { return floats(_mm256_slli_epi32(bits(a), count)); }
INLINE vec add_bits(vec a, vec b) { return floats(_mm256_add_epi32(bits(a), bits(b))); }
INLINE vec or_bits(vec a, vec b) { return _mm256_or_ps(a, b); }
INLINE vec xor_bits(vec a, vec b) { return _mm256_xor_ps(a, b); }
INLINE vec zero_below(vec x, vec limit, vec a) { return _mm256_and_ps(_mm256_cmp_ps(x, limit, _CMP_GE_OQ), a); }
INLINE vec lookup(vec table, vec index) { return _mm256_permutevar8x32_ps(table, bits(index)); }

INLINE void add_to(vec a, double *sums)
{
    __m256d low = _mm256_cvtps_pd(_mm256_castps256_ps128(a)), high = _mm256_cvtps_pd(_mm256_extractf128_ps(a, 1));
    _mm256_storeu_pd(sums, _mm256_loadu_pd(sums) + low);
    _mm256_storeu_pd(sums + 4, _mm256_loadu_pd(sums + 4) + high);
}

#endif
