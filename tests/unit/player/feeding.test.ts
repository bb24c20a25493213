import { expect, test } from 'vitest';
import { Course } from '../../../app/player/course.ts';
import { Meters } from '../../../app/player/meters.ts';
import { Prebuffer } from '../../../app/player/prebuffer.ts';
import { Supply } from '../../../app/player/supply.ts';

test('each time that the device runs dry twice as much is gathered, up to what it holds', () => {
  const prebuffer = new Prebuffer();
  const gathered = [prebuffer.seconds];
  for (let now = 0; now < 4; now++) {
    prebuffer.ranDry(now);
    gathered.push(prebuffer.seconds);
  }
  expect(gathered).toEqual([0.25, 0.5, 1, 2, 2]);
});

test('while all is well less is gathered again, slowly, and never less than at first', () => {
  const prebuffer = new Prebuffer();
  prebuffer.ranDry(0);
  prebuffer.sounds(29_999);
  expect(prebuffer.seconds).toBe(0.5);
  prebuffer.sounds(30_000);
  prebuffer.sounds(30_050);
  expect(prebuffer.seconds).toBe(0.4);
  for (let now = 60_000; now < 600_000; now += 50) prebuffer.sounds(now);
  expect(prebuffer.seconds).toBe(0.25);
});

test('the slower speech is made, and the faster it is heard, the more of it is made ahead', () => {
  const supply = new Supply();
  expect([supply.rate, supply.ahead(1)]).toEqual([null, { segments: 2, width: 1 }]);
  supply.made(10, 2_000);
  expect([supply.rate, supply.ahead(1), supply.ahead(3)]).toEqual([
    5,
    { segments: 2, width: 1 },
    { segments: 2, width: 1 },
  ]);
  for (let time = 0; time < 30; time++) supply.made(10, 10_500);
  expect([supply.ahead(1), supply.ahead(2), supply.ahead(3)]).toEqual([
    { segments: 3, width: 2 },
    { segments: 5, width: 3 },
    { segments: 7, width: 3 },
  ]);
  for (let time = 0; time < 30; time++) supply.made(1, 100_000);
  expect(supply.ahead(3)).toEqual({ segments: 8, width: 3 });
});

test('the first sound is told in parts that add up, and only the first counts', () => {
  const meters = new Meters();
  const others = { buffered: 1, prebuffer: 0.25, supply: null };
  meters.reset(1_000);
  meters.step('asked', 1_010);
  expect(meters.read(others, 1_020).firstSound).toBeNull();
  meters.step('arrived', 1_210);
  meters.step('written', 1_250);
  meters.step('heard', 1_280);
  meters.step('asked', 9_000);
  expect(meters.read(others, 9_000)).toEqual({
    firstSound: { service: 200, client: 50, device: 30, total: 280 },
    underruns: 0,
    starved: 0,
    ...others,
  });
});

test('starving is counted while it lasts and when it is over', () => {
  const meters = new Meters();
  const starvedAt = (now: number) => meters.read({ buffered: 0, prebuffer: 0, supply: 1 }, now).starved;
  meters.ranDry();
  meters.starving(true, 1_000);
  expect(starvedAt(1_500)).toBe(0.5);
  meters.starving(false, 3_000);
  expect(starvedAt(9_000)).toBe(2);
  meters.reset(9_000);
  expect(starvedAt(9_000)).toBe(0);
});

test('a frame leads to its place, at the speed that it was made at', () => {
  const course = new Course(100);
  expect(course.at(0)).toBeNull();
  course.mark(0, { index: 3, offset: 1 }, 1);
  course.mark(200, { index: 3, offset: 3 }, 2);
  course.mark(300, { index: 4, offset: 0 }, 2);
  expect([course.at(150), course.at(250), course.at(350)]).toEqual([
    { index: 3, offset: 2.5 },
    { index: 3, offset: 4 },
    { index: 4, offset: 1 },
  ]);
  course.cut(200);
  expect(course.at(250)).toEqual({ index: 3, offset: 3.5 });
  course.mark(210, { index: 5, offset: 0 }, 1);
  course.heard(230);
  expect([course.at(100), course.at(230)]).toEqual([null, { index: 5, offset: 0.2 }]);
});

test('a place never lies beyond where the rest of its segment begins', () => {
  const course = new Course(100);
  course.mark(0, { index: 0, offset: 0 }, 2);
  course.mark(100, { index: 0, offset: 1.9 }, 2);
  expect(course.at(99)).toEqual({ index: 0, offset: 1.9 });
});
