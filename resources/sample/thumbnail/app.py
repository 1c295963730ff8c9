"""Draws a picture and scales it down: work for the CPU alone, without any package.

Lambda gives CPU in proportion to memory, one full CPU at 1,769 MB. Double the memory of this
function and its duration halves, until one CPU is reached: this code has one thread.
"""


def draw(size, detail):
    """A Mandelbrot set as rows of grey values from 0 to 255."""
    rows = []
    for y in range(size):
        row = []
        for x in range(size):
            c = complex(3.0 * x / size - 2.2, 2.6 * y / size - 1.3)
            z = 0j
            steps = 0
            while steps < detail and z.real * z.real + z.imag * z.imag <= 4.0:
                z = z * z + c
                steps += 1
            row.append(255 * steps // detail)
        rows.append(row)
    return rows


def scale(rows, size):
    """Each pixel of the result is the mean of the square it covers."""
    step = len(rows) // size
    area = step * step
    return [
        [
            sum(rows[y * step + j][x * step + i] for j in range(step) for i in range(step)) // area
            for x in range(size)
        ]
        for y in range(size)
    ]


def handler(event, context):
    source = int(event.get("source", 256))
    target = int(event.get("target", 32))
    detail = int(event.get("detail", 60))
    if target <= 0 or source < target:
        raise ValueError(f"can't scale {source} pixels to {target}")

    thumbnail = scale(draw(source, detail), target)
    shades = " .:-=+*#%@"
    for row in thumbnail[:: max(1, target // 16)]:
        print("".join(shades[value * (len(shades) - 1) // 255] for value in row))
    return {
        "source": [source, source],
        "thumbnail": [target, target],
        "mean": sum(map(sum, thumbnail)) // (target * target),
        "memoryMB": int(context.memory_limit_in_mb),
    }
