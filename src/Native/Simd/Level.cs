global using F32 = System.Single;
global using F64 = System.Double;
global using ExpF32 = System.Int32;
global using ExpF64 = System.Int64;
namespace NativeLoss.Native.Simd;
internal struct Stub;
