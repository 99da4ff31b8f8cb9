// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;

namespace NativeLoss.Tests.Vectors;

/// <summary>
/// Makes the call of a case through the public method of its name. Parameters and options are found by name: classWeights
/// is class_weights. A name of the case that nothing takes is an error.
/// </summary>
internal sealed class VectorCall
{
    private const double Unwritten = -7777;

    /// <summary>Names that say how an array is to be read, or that spans and methods say themselves.</summary>
    private static readonly HashSet<string> Implied = ["rows", "count", "label_type", "mask_type", "flags", "reduction", "inner"];

    private readonly VectorCase _case;
    private readonly Type _element;
    private readonly Dictionary<string, string> _names;
    private readonly HashSet<string> _taken = [.. Implied];
    private readonly Dictionary<string, Array> _arrays = [];

    private readonly bool _tensors;

    private VectorCall(VectorCase c, bool tensors)
    {
        _case = c;
        _tensors = tensors;
        _element = VectorTypes.Element(c.Type);
        _names = c.Integers.Keys.Concat(c.Reals.Keys).Concat(c.Inputs.Keys).Concat(c.Outputs.Keys).Distinct().ToDictionary(
            name => name.Replace("_", "", StringComparison.Ordinal), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The arrays that the case names as outputs, as the call left them.</summary>
    internal static Dictionary<string, VectorResult> Run(VectorCase c, bool tensors) => new VectorCall(c, tensors).Run();

    private Dictionary<string, VectorResult> Run()
    {
        var label = VectorTypes.Label((LabelType)_case.Integer("label_type"));
        var method = VectorMethods.Of(_case.Operation, _case.Integer("reduction") == 2, _element, label, _tensors);
        var returned = VectorMethods.Invoke(method, [.. method.GetParameters().Select(Argument)]);
        if (returned != null && _case.Outputs.ContainsKey("loss"))
            _arrays.Add("loss", VectorTypes.Single(returned));
        var names = _case.Integers.Keys.Concat(_case.Reals.Keys).Concat(_case.Inputs.Keys).Except(_taken);
        var left = string.Join(", ", names.Concat(_case.Outputs.Keys.Except(_arrays.Keys)));
        if (left.Length > 0)
            throw new NotSupportedException($"{_case.Name}: {method} takes no {left}.");
        return _case.Outputs.Keys.ToDictionary(name => name, name => VectorTypes.Result(_arrays[name]));
    }

    private object? Argument(ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        var name = parameter.Name == "losses" ? "loss" : NameOf(parameter.Name!);
        if (type == typeof(ParallelExecutor))
            return null;
        if (VectorMethods.IsMask(type))
            return _case.Inputs.ContainsKey(name) ? Span(name, MaskItem, optional: true) : null;
        if (VectorMethods.ItemOf(type) is { } item)
            return Span(name, item, optional: parameter.HasDefaultValue);
        if (VectorMethods.TensorItemOf(type) is { } tensorItem)
            return Tensor(name, Span(name, tensorItem, optional: parameter.HasDefaultValue));
        if (_tensors && parameter.Name == "axis")
            return 1;
        if (VectorMethods.SpansOf(type) is { } spans)
        {
            return spans.Select(span => (object?)Span(
                NameOf(span.Name), VectorMethods.ItemOf(span.PropertyType)!, optional: true)).ToArray();
        }

        return type.Name.EndsWith("Options", StringComparison.Ordinal)
            ? Options(type)
            : Number(name, type) ?? Activator.CreateInstance(type);
    }

    private Type MaskItem => (MaskType)_case.Integer("mask_type") == MaskType.Bool ? typeof(bool) : _element;

    /// <summary>The name in the case that is the same but for underscores and capitals.</summary>
    private string NameOf(string name) => _names.GetValueOrDefault(name, name);

    /// <summary>An array that the case does not give is empty, but the losses are there whether wanted or not.</summary>
    private Array Span(string name, Type item, bool optional)
    {
        _taken.Add(name);
        if (name == "labels")
            return VectorTypes.Labels(_case.Labels, item);
        _case.Inputs.TryGetValue(name, out var input);
        if (name.EndsWith("labels", StringComparison.OrdinalIgnoreCase))
            return VectorTypes.Labels([.. (input ?? []).Select(value => (long)value)], item);
        if (input != null)
            return _arrays[name] = VectorTypes.Array(input, item);
        var length = _case.Outputs.TryGetValue(name, out var output) ? output.Length
            : !optional && name == "loss" ? _case.Integer("rows") * Math.Max(_case.Integer("columns"), 1)
            : 0;
        return _arrays[name] = VectorTypes.Array([.. Enumerable.Repeat(Unwritten, length)], item);
    }

    /// <summary>Of the shape that the C parameter has; what is left out is empty.</summary>
    private VectorTensor Tensor(string name, Array array)
    {
        if (array.Length == 0 && !_case.Inputs.ContainsKey(name) && !_case.Outputs.ContainsKey(name) && name != "labels")
            return new(array, [0]);
        var inner = Math.Max(_case.Integer("inner"), 1);
        var extents = VectorShapes.Of(_case.Operation, name);
        _taken.UnionWith(extents);
        nint[] lengths =
        [
            .. extents.Select(extent => (nint)(extent == "rows" ? _case.Integer(extent) / inner : _case.Integer(extent))),
        ];
        return new(array, inner > 1 ? [.. lengths, inner] : lengths);
    }

    private object? Number(string name, Type type)
    {
        _taken.Add(name);
        if (_case.Integers.TryGetValue(name, out var integer))
            return type.IsEnum ? Enum.ToObject(type, integer) : Convert.ChangeType(integer, type, null);
        return _case.Reals.TryGetValue(name, out var real) ? real : null;
    }

    /// <summary>A flag has the name of the property that it stands for, or of the one that it makes count.</summary>
    private object Options(Type type)
    {
        var options = Activator.CreateInstance(type)!;
        var flags = type.Assembly.GetType(type.FullName!.Replace("Options", "Flags", StringComparison.Ordinal));
        foreach (var property in type.GetProperties())
        {
            var name = NameOf(property.Name);
            var flag = flags?.GetField(property.Name)?.GetRawConstantValue();
            var isSet = flag != null && (_case.Integer("flags") & Convert.ToInt64(flag, null)) != 0;
            var target = Nullable.GetUnderlyingType(property.PropertyType);
            var value = property.PropertyType == typeof(bool) ? isSet
                : target != null ? Number(name, target) is var number && isSet ? number ?? 0L : null
                : Number(name, property.PropertyType);
            if (value != null && !value.Equals(Reduction.None))
                property.SetValue(options, value);
        }

        return options;
    }
}
