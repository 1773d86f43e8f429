"""Plates and VINs: read however they were typed, checked, masked."""

import pytest

from accounts import masking
from customers import plates


@pytest.mark.parametrize(
    "typed", ["京A·12345", "京A12345", "京Ａ１２３４５", " 京 a-123 45 ", "京a•12345"]
)
def test_a_plate_is_the_same_however_it_was_typed(typed):
    assert plates.normal(typed) == "京A12345"


@pytest.mark.parametrize("plate", ["京A12345", "粤BD12345", "沪A1234学", "川AF00001"])
def test_chinese_plates_are_known(plate):
    assert plates.is_plate(plate)


@pytest.mark.parametrize(
    "text", ["", "A12345", "京12345", "王小明", "京A1", "京A1234567"]
)
def test_other_texts_are_no_plates(text):
    assert not plates.is_plate(text)


@pytest.mark.parametrize(
    "vin", ["1M8GDM9AXKP042788", "LSVAA49J132047371", "11111111111111111"]
)
def test_the_check_digit_of_a_true_vin_fits(vin):
    assert plates.is_vin(vin)
    assert plates.has_check_digit(vin)


def test_any_single_wrong_digit_is_noticed():
    vin = "LSVAA49J132047371"
    wrong = [
        vin[:place] + sign + vin[place + 1 :]
        for place in range(10, 17)
        for sign in "0123456789"
        if sign != vin[place]
    ]
    assert not [each for each in wrong if plates.has_check_digit(each)]


@pytest.mark.parametrize("text", ["LSVAA49J13204737", "LSVAA49J13204737I", "O" * 17])
def test_what_has_not_the_form_of_a_vin_is_none(text):
    assert not plates.is_vin(text)


def test_nobody_is_found_by_more_than_his_mask_shows():
    plate, vin = "京A12345", "LSVAA49J132047371"
    shown = {masking.masked_plate(plate)[-4:], masking.masked_vin(vin)[-6:]}
    ends = plates.tails(plate, vin)
    assert all(any(whole.endswith(end) for whole in shown) for end in ends)
    assert ends == {"2345", "7371", "47371", "047371"}
    assert plates.tails("A12345", "") == set(), "its mask shows too little"
    assert masking.masked_plate("A12345") == f"A{masking.DOTS}45"
    assert masking.masked_plate("A123") == masking.DOTS


def test_masks_keep_what_one_tells_a_car_by():
    assert masking.masked("plate", "京A12345") == "京****2345"
    assert masking.masked("vin", "LSVAA49J132047371") == "LSV****047371"
    assert masking.masked("plate", "") == ""
