// STUB
using NativeLoss.Native.Abi;
namespace NativeLoss.Native.Ops;
internal static unsafe class LinearOp<T,V> where T : unmanaged
{
    internal static Status Forward(
        T* input,
        long inputStride,
        T* weight,
        long weightStride,
        T* bias,
        long rows,
        long inputs,
        long outputs,
        T* output,
        long outputStride,
        Executor* executor) => Status.Ok;
    internal static Status Backward(
        T* input,
        long inputStride,
        T* weight,
        long weightStride,
        T* gradOutput,
        long gradOutputStride,
        long rows,
        long inputs,
        long outputs,
        T* gradInput,
        long gradInputStride,
        T* gradWeight,
        long gradWeightStride,
        T* gradBias,
        Executor* executor) => Status.Ok;
}
