// STUB
using NativeLoss.Native.Abi;
namespace NativeLoss.Native.Ops;
internal static unsafe class CrossEntropyOp<T,V,E> where T : unmanaged
{
    internal static Status Index(
        T* logits,
        long logitsStride,
        void* labels,
        int labelType,
        long rows,
        long classes,
        CrossEntropyOptions* options,
        T* loss,
        T* grad,
        long gradStride,
        Executor* executor) => Status.Ok;
    internal static Status Soft(
        T* logits,
        long logitsStride,
        T* targets,
        long targetsStride,
        long rows,
        long classes,
        CrossEntropyOptions* options,
        T* loss,
        T* grad,
        long gradStride,
        Executor* executor) => Status.Ok;
}
