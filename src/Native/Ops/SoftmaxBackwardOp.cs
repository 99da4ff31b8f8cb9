// STUB
using NativeLoss.Native.Abi;
namespace NativeLoss.Native.Ops;
internal static unsafe class SoftmaxBackwardOp<T,V,E> where T : unmanaged
{
    internal static Status Softmax(
        T* probs,
        long probsStride,
        T* gradProbs,
        long gradProbsStride,
        long rows,
        long classes,
        T* gradLogits,
        long gradLogitsStride,
        Executor* executor) => Status.Ok;
    internal static Status LogSoftmax(
        T* logits,
        long logitsStride,
        T* gradLogProbs,
        long gradLogProbsStride,
        long rows,
        long classes,
        SoftmaxOptions* options,
        T* gradLogits,
        long gradLogitsStride,
        Executor* executor) => Status.Ok;
    internal static Status LogSumExp(
        T* logits,
        long logitsStride,
        T* gradLse,
        long rows,
        long classes,
        T* gradLogits,
        long gradLogitsStride,
        Executor* executor) => Status.Ok;
}
