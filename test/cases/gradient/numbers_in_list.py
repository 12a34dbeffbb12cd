# mutant sign: `error = guess - row[-1]` -> `error = row[-1] - guess`
# mutant factor_two: `slopes[j + 1] += error * row[j] / len(rows)` -> `slopes[j + 1] += 2 * error * row[j] / len(rows)`
rows = [[0.4, 1.0, 2.1], [1.2, -0.5, 0.3], [-0.8, 0.7, 1.4], [2.0, 0.1, 3.3]]
coefficients = [0.0, 0.0, 0.0]
for turn in range(100):
    slopes = [0.0] * 3
    cost = 0.0
    for row in rows:
        guess = coefficients[0]
        for j in range(2):
            guess += coefficients[j + 1] * row[j]
        error = guess - row[-1]
        cost += error**2 / (2 * len(rows))
        slopes[0] += error / len(rows)
        for j in range(2):
            slopes[j + 1] += error * row[j] / len(rows)
    for j in range(3):
        coefficients[j] = coefficients[j] - 0.1 * slopes[j]
    print(turn, cost)
