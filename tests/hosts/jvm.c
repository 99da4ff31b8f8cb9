// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

/* Host.java's way to the library: javac wrote the prototype. */
#include "Host.h"

#include "nativeloss.h"

JNIEXPORT jint JNICALL Java_Host_softmax(JNIEnv *env, jclass class, jdoubleArray values, jlong rows, jlong classes)
{
    (void)class;
    jdouble *at = (*env)->GetPrimitiveArrayCritical(env, values, NULL);
    if (!at) return -1;
    nloss_status status = nloss_softmax_f64(at, classes, rows, classes, NULL, at, classes, NULL);
    (*env)->ReleasePrimitiveArrayCritical(env, values, at, 0);
    return status;
}
