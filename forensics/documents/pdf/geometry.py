"""Boxes on a page and the matrices that move them, in points."""

from __future__ import annotations

from typing import TypeAlias

__all__ = ["IDENTITY", "Bounds", "Matrix", "around", "growth", "moved", "overlap", "touches", "within"]

#: Left, bottom, right, top in the coordinates of the page.
Bounds: TypeAlias = tuple[float, float, float, float]
Matrix: TypeAlias = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)


def around(outer: Bounds, inner: Bounds) -> bool:
    """Whether one holds the other, but for one point at its edges."""
    return (
        outer[0] - 1 <= inner[0] and outer[1] - 1 <= inner[1] and inner[2] <= outer[2] + 1 and inner[3] <= outer[3] + 1
    )


def overlap(bounds: Bounds, other: Bounds) -> float:
    """Which share of the first lies in the second."""
    width = min(bounds[2], other[2]) - max(bounds[0], other[0])
    height = min(bounds[3], other[3]) - max(bounds[1], other[1])
    area = (bounds[2] - bounds[0]) * (bounds[3] - bounds[1])
    return width * height / area if width > 0 and height > 0 and area > 0 else 0.0


def touches(bounds: Bounds, other: Bounds) -> bool:
    """Whether they have any place in common."""
    return bounds[0] < other[2] and other[0] < bounds[2] and bounds[1] < other[3] and other[1] < bounds[3]


def moved(bounds: Bounds, matrix: Matrix) -> Bounds:
    """The box around what a matrix makes of one."""
    if matrix is IDENTITY:
        return bounds
    a, b, c, d, e, f = matrix
    corners = [(a * x + c * y + e, b * x + d * y + f) for x in bounds[::2] for y in bounds[1::2]]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def within(inner: Matrix, outer: Matrix) -> Matrix:
    """Both, one after the other."""
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def growth(matrix: Matrix) -> float:
    """By how much it makes lengths longer, on average of both directions."""
    a, b, c, d, _, _ = matrix
    return float(abs(a * d - b * c) ** 0.5)
