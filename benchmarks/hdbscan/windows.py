"""Synthetic windows of rejected flows: 12 bots with log-scale counters, a quarter of the columns discrete, 15 % noise.

generate(n, d, duplicates, seed) gives n rows of d columns, min-max scaled to [0, 1], of which a share of `duplicates`
(0 or 0.9, say) are copies of others. Copies go to rows of bots with Zipf multiplicity: few rows repeat very often.
"""
import numpy as np

BOTS, NOISE = 12, 0.15


def generate(n, d, duplicates, seed):
    random = np.random.default_rng(seed)
    distinct = n if duplicates == 0 else max(1, round(n * (1 - duplicates)))
    noise = round(NOISE * distinct)
    discrete = np.arange(d) >= d - d // 4
    bot = np.sort(random.integers(0, BOTS, distinct - noise))
    centre = np.where(discrete, random.integers(0, 6, (BOTS, d)), random.uniform(1, 9, (BOTS, d)))
    spread = random.uniform(0.02, 0.35, (BOTS, 1))
    rows = centre[bot] + spread[bot] * random.standard_normal((distinct - noise, d))
    # a discrete column (a port class, a protocol) hardly varies within a bot
    rows[:, discrete] = centre[bot][:, discrete] + (random.random((distinct - noise, discrete.sum())) < 0.03)
    uniform = random.uniform(0, 10, (noise, d))
    uniform[:, discrete] = np.floor(uniform[:, discrete] * 0.7)
    rows = np.vstack([rows, uniform])
    low, high = rows.min(0), rows.max(0)
    rows = (rows - low) / np.where(high > low, high - low, 1)
    if distinct < n:
        share = 1.0 / (1 + np.arange(distinct - noise)) ** 1.0
        order = random.permutation(distinct - noise)
        copies = random.choice(distinct - noise, n - distinct, p=share / share.sum())
        rows = np.vstack([rows, rows[order[copies]]])
    return np.ascontiguousarray(rows[random.permutation(n)])


if __name__ == "__main__":
    for n, d, dup in [(1000, 8, 0), (10000, 8, 0), (10000, 8, .9), (10000, 16, .9), (50000, 8, .9)]:
        x = generate(n, d, dup, 1)
        _, counts = np.unique(x, axis=0, return_counts=True)
        print(n, d, dup, "distinct", len(counts), "heaviest", counts.max(), ">=11 copies", (counts >= 11).sum())
