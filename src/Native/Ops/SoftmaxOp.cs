// STUB
using NativeLoss.Native.Abi;
namespace NativeLoss.Native.Ops;
internal static unsafe class SoftmaxOp<T,V,E> where T : unmanaged
{
    internal static Status Softmax(
        T* logits,
        long logitsStride,
        long rows,
        long classes,
        SoftmaxOptions* options,
        T* probs,
        long probsStride,
        Executor* executor) => Status.Ok;
    internal static Status LogSoftmax(
        T* logits,
        long logitsStride,
        long rows,
        long classes,
        SoftmaxOptions* options,
        T* logProbs,
        long logProbsStride,
        Executor* executor) => Status.Ok;
    internal static Status LogSumExp(
        T* logits,
        long logitsStride,
        long rows,
        long classes,
        T* lse,
        Executor* executor) => Status.Ok;
}
