// STUB
using NativeLoss.Native.Abi;
namespace NativeLoss.Native.Ops;
internal static unsafe class OptimizerOp<T,V> where T : unmanaged
{
    internal static Status Sgd(
        T* param,
        T* grad,
        T* velocity,
        long count,
        double learningRate,
        SgdOptions* options,
        Executor* executor) => Status.Ok;
    internal static Status Adam(
        T* param,
        T* grad,
        T* moment1,
        T* moment2,
        long count,
        long step,
        double learningRate,
        AdamOptions* options,
        Executor* executor) => Status.Ok;
}
