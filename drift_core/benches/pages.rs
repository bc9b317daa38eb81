//! The steps from bytes to a drift ratio, on a made-up page and on real ones.

#[path = "../tests/common/mod.rs"]
mod common;
#[path = "../tests/common/pages.rs"]
mod pages;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use drift_core::{Detail, Limits, compare, explain, fingerprint, fingerprint_html, parse_html};
use std::hint::black_box;

fn bench(c: &mut Criterion) {
    let limits = Limits::default();
    let old = common::page(1, 2_500, 80).html().into_bytes();
    let new = common::page(2, 2_500, 80).html().into_bytes();
    let tree = parse_html(&old, &limits, Detail::Structure).expect("a page");
    let prints = [&old, &new].map(|page| fingerprint_html(page, &limits).expect("a page"));

    let mut group = c.benchmark_group("page of 2,500 elements");
    group.throughput(Throughput::Bytes(old.len() as u64));
    group.bench_function("parse", |b| b.iter(|| parse_html(black_box(&old), &limits, Detail::Structure)));
    group.bench_function("parse in full", |b| b.iter(|| parse_html(black_box(&old), &limits, Detail::Full)));
    group.bench_function("fingerprint", |b| b.iter(|| fingerprint(black_box(&tree))));
    group.bench_function("parse and fingerprint", |b| b.iter(|| fingerprint_html(black_box(&old), &limits)));
    let full = [&old, &new].map(|page| parse_html(page, &limits, Detail::Full).expect("a page"));
    group.bench_function("explain", |b| b.iter(|| explain(black_box(&full[0]), &full[1], 20)));
    group.finish();
    c.bench_function("compare", |b| b.iter(|| compare(black_box(&prints[0]), &prints[1])));
}

fn bench_real(c: &mut Criterion) {
    let limits = Limits::default();
    let pages = pages::real_pages();
    let trees: Vec<_> =
        pages.iter().map(|(_, page)| parse_html(page, &limits, Detail::Structure).expect("a page")).collect();
    let each = |work: &dyn Fn(&[u8])| pages.iter().for_each(|(_, page)| work(page));

    let mut group = c.benchmark_group("real pages");
    group.throughput(Throughput::Bytes(pages.iter().map(|(_, page)| page.len() as u64).sum()));
    group.bench_function("parse", |b| {
        b.iter(|| each(&|page| drop(black_box(parse_html(page, &limits, Detail::Structure)))));
    });
    group.bench_function("fingerprint", |b| {
        b.iter(|| trees.iter().for_each(|tree| drop(black_box(fingerprint(tree)))));
    });
    group.bench_function("parse and fingerprint", |b| {
        b.iter(|| each(&|page| drop(black_box(fingerprint_html(page, &limits)))));
    });
    group.finish();
}

criterion_group!(benches, bench, bench_real);
criterion_main!(benches);
