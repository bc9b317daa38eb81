//! The steps from two pages to an element found again.

#[path = "../tests/common/mod.rs"]
mod common;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use drift_core::{Detail, Limits, Matching, Page, TestIds, heal, heal_html, parse_html, xpath};
use std::hint::black_box;

fn bench(c: &mut Criterion) {
    let limits = Limits::default();
    let [old, new] = [1, 2].map(|seed| common::page(seed, 5_000, 80).html().into_bytes());
    let parse = |page: &[u8]| parse_html(page, &limits, Detail::Full).expect("a page");
    let pages = [&old, &new].map(|page| Page::new(parse(page)));
    let matching = Matching::new(&pages[0], &pages[1]);
    let target = xpath::path_of(pages[0].tree(), pages[0].tree().len() as u32 / 2);

    let mut group = c.benchmark_group("two pages of 5,000 elements");
    group.bench_function("parse one", |b| b.iter(|| parse(black_box(&old))));
    group.bench_function("prepare one", |b| {
        b.iter_batched(|| parse(&old), |tree| black_box(Page::new(tree)), BatchSize::LargeInput);
    });
    group.bench_function("lay over", |b| b.iter(|| Matching::new(black_box(&pages[0]), &pages[1])));
    group.bench_function("find", |b| {
        b.iter(|| heal(&pages[0], &pages[1], &matching, black_box(&target)).expect("an answer"));
    });
    group.bench_function("all of it", |b| {
        b.iter(|| {
            heal_html(black_box(&old), &new, &target, &limits, &TestIds::default()).expect("an answer")
        });
    });
    group.finish();
}

criterion_group!(benches, bench);
criterion_main!(benches);
