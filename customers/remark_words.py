"""The words of remarks on the rows of an import. No rows."""

from django.utils.translation import gettext_lazy as _

# Code: (the problem, what to do about it).
WORDS = {
    "no_name": (_("There is no name."), _("Enter the name.")),
    "too_long": (
        _("“%(value)s” is longer than %(limit)s characters."),
        _("Shorten it, and look for a quotation mark that is not closed."),
    ),
    "no_word": (
        _("“%(value)s” is none of the words known here."),
        _("Use one of: %(words)s. Or say in the check what the word means."),
    ),
    "no_date": (_("“%(value)s” is no date."), _("Write the date as 2026-11-22.")),
    "no_year": (
        _("“%(value)s” says no year."),
        _("Write the date with its year, as 2026-11-22."),
    ),
    "serial": (
        _("“%(value)s” is how Excel keeps a day; it is read as %(day)s."),
        _("If that is not the day, format the column as a date."),
    ),
    "future_date": (_("“%(value)s” lies in the future."), _("Check the year.")),
    "far_date": (_("“%(value)s” is too far away."), _("Check the year.")),
    "no_email": (
        _("“%(value)s” is no e-mail address."),
        _("Write it as name@example.com, one address only."),
    ),
    "no_phone": (
        _("“%(value)s” holds no number."),
        _("Enter the number, or empty the cell."),
    ),
    "two_phones": (
        _("There are several numbers in one cell."),
        _("Keep one; put the other into a column for the phone of a contact."),
    ),
    "short_phone": (
        _("“%(value)s” is no complete number; it is kept as it stands."),
        _("Check the digits: a mobile number has 11, a landline its area code."),
    ),
    "bad_phone": (
        _("“%(value)s” is no number one can call."),
        _("Enter the mobile number, 11 digits, or the number with its area code."),
    ),
    "hidden": (
        _("“%(value)s” is hidden, so it says nothing; what is there stays."),
        _("Nothing to do, or enter the whole value."),
    ),
    "before": (
        _("“%(value)s” lies before %(first)s, which should come first."),
        _("Compare the two days."),
    ),
    "no_owner": (
        _("“%(value)s” is nobody you may import customers for."),
        _("Use the user name of a colleague, or say in the check who is meant."),
    ),
    "no_contact_name": (
        _("The contact has a number and no name."),
        _("Enter the name of the contact, or empty the number."),
    ),
    "too_many_cells": (
        _("The row has %(cells)s cells under %(columns)s headings."),
        _("Look for a comma inside a cell and put that cell in quotation marks."),
    ),
    "id_check": (
        _("The last digit of “%(value)s” does not fit the others."),
        _("Compare it with the card; in Excel format the column as text."),
    ),
    "no_worker": (
        _("“%(value)s” is nobody who may look after leads of your branch."),
        _("Use the user name of a colleague, or say in the check who is meant."),
    ),
    "no_campaign": (
        _("There is no campaign “%(value)s”; the lead has none."),
        _("Start the campaign first, or say in the check which one is meant."),
    ),
    "no_seller": (
        _("“%(value)s” is no branch of yours; it counts as sold elsewhere."),
        _("Use the name of a branch, or say in the check which one is meant."),
    ),
    "no_place": (
        _("It is not said in which of your branches the paper lies."),
        _("Use the name of a branch, or choose one for all rows that say nothing."),
    ),
    "no_class": (
        _("It is not said by which retention class it is kept."),
        _("Use the name of a class, or choose one for all rows that say nothing."),
    ),
    "no_reach": (
        _("There is neither a phone nor a WeChat ID."),
        _("Enter one of the two."),
    ),
    "no_number": (
        _("There is no VIN, no plate and no serial number."),
        _("Enter one of them, so that it is found again."),
    ),
    "no_title": (_("There is no title."), _("Enter the title.")),
    "no_asset_name": (
        _("It is new, and brand and model are missing."),
        _("Enter brand and model, or correct VIN, plate or serial number."),
    ),
    "no_plate": (
        _("“%(value)s” is no plate."),
        _("Write it as it stands on the car, like 京A·12345."),
    ),
    "no_vin": (
        _("“%(value)s” is no VIN."),
        _("A VIN has 17 letters and digits, without I, O and Q."),
    ),
    "vin_check": (
        _("The ninth place of “%(value)s” does not fit the others."),
        _("Compare it with the vehicle licence."),
    ),
    "no_mileage": (
        _("“%(value)s” is no mileage."),
        _("Write a number of kilometres, for example 23500."),
    ),
    "no_amount": (
        _("“%(value)s” is no amount; the lead has no budget."),
        _("Write one amount in yuan, for example 150000 or 150k."),
    ),
    "less_km": (
        _("“%(value)s” is less than the %(km)s km read before; it is not noted."),
        _("Look at the meter again, and note the mileage in the archive."),
    ),
    "older_km": (
        _("A mileage read on a later day is known; “%(value)s” is not noted."),
        _("Nothing to do, or note the older reading in the archive."),
    ),
    "other_number": (
        _("“%(value)s” is not what the archive has for it."),
        _("Compare VIN, plate and serial number with the archive."),
    ),
    "number_elsewhere": (
        _("“%(value)s” is in the archive already, with something in use."),
        _("Compare the two. What was sold on has to be marked as sold on first."),
    ),
    "two_assets": (
        _("Several things in the archive are known by “%(value)s”."),
        _("Give VIN or plate, or say whose it is."),
    ),
    "gone_asset": (
        _("It was sold on or scrapped, by the archive."),
        _("If it is in use again, say so in the archive first."),
    ),
    "known_asset": (
        _("It is in the archive already."),
        _("Nothing to do; change it in the archive."),
    ),
    "same_asset": (
        _("Row %(row)s of this file is the same vehicle or equipment."),
        _("Keep one of the two rows."),
    ),
    "known_document": (
        _("This document is in the register already."),
        _("Nothing to do; change it in the archive."),
    ),
    "same_document": (
        _("Row %(row)s of this file is the same document."),
        _("Keep one of the two rows."),
    ),
    "known_lead": (
        _("This lead was registered before."),
        _("Nothing to do; change the lead itself."),
    ),
    "open_lead": (
        _("This person is an open lead already."),
        _("Nothing to do; whoever looks after the lead goes on with it."),
    ),
    "pooled_lead": (
        _("This person is a lead in the common pool."),
        _("Take the lead from the pool instead."),
    ),
    "two_leads": (
        _("Several open leads have this number."),
        _("Compare them; end those that are doubles."),
    ),
    "lead_elsewhere": (
        _("This lead is registered already, and not yours to change."),
        _("Ask whoever looks after the lead."),
    ),
    "is_customer": (
        _("This number is a customer's; the lead is registered all the same."),
        _("Look at the customer. Leave this row out if there is no new chance."),
    ),
    "same_lead": (
        _("Row %(row)s of this file is the same lead."),
        _("Keep one of the two rows."),
    ),
    "known_code": (
        _("This is the code of a customer of the archive."),
        _("Nothing to do; change the customer in the archive."),
    ),
    "owner_not_said": (
        _("The customer is new, and it was not said whose he becomes."),
        _("Import this row again in a file of its own."),
    ),
    "known_phone": (
        _("This number is in the archive already."),
        _("Find the customer by the number. If you do not see it, ask your manager."),
    ),
    "known_key": (
        _("The customer with this number of your old system was imported before."),
        _("Nothing to do; change the customer in the archive."),
    ),
    "known_row": (
        _("This row was imported before."),
        _("Nothing to do; change the customer in the archive."),
    ),
    "known_elsewhere": (
        _("This customer is in the archive already, and not yours to change."),
        _("Ask whoever looks after the customer."),
    ),
    "two_known": (
        _("Several customers of the archive have this number."),
        _("Give the number of your old system, so that it is clear who is meant."),
    ),
    "nothing_new": (
        _("The archive holds all of this already."),
        _("Nothing to do."),
    ),
    "phone_elsewhere": (
        _("“%(value)s” is another customer's number; the number is not changed."),
        _("Compare the two customers in the archive."),
    ),
    "same_customer": (
        _("Row %(row)s of this file is the same customer."),
        _("Keep one of the two rows."),
    ),
    "same_person": (
        _("Row %(row)s of this file is the same person."),
        _("Keep one of the two rows."),
    ),
    "known_person": (
        _("This person is among the customer's contacts already."),
        _("Nothing to do; change the contact in the archive."),
    ),
    "missing": (
        _("Nothing says which customer is meant."),
        _("Enter the customer's code, number of your old system or phone."),
    ),
    "no_customer": (
        _("No customer you may change is known by “%(value)s”."),
        _("Import the customer first, or correct the cell."),
    ),
    "two_customers": (
        _("Several customers are known by “%(value)s”."),
        _("Give the customer's code instead."),
    ),
    "undo_touched": (
        _("Somebody worked on it after the import, so it stays."),
        _("Look at it in the archive and change it there."),
    ),
    "undo_reading": (
        _("A reading of the meter came with it, and readings are never taken away."),
        _("Say in the archive what became of it, or note the right mileage."),
    ),
    "undo_in_use": (
        _("Other records hang on it, so it stays."),
        _("Look at it in the archive and change it there."),
    ),
    "likely_birthday": (
        _("May be a customer of the archive: the same name and birthday."),
        _("Compare the two. Leave this row out if it is the same customer."),
    ),
    "likely_city": (
        _("May be a customer of the archive: the same name and city."),
        _("Compare the two. Leave this row out if it is the same customer."),
    ),
    "same_phone": (
        _("Row %(row)s of this file has the same number."),
        _("Keep one of the two rows."),
    ),
    "same_key": (
        _("Row %(row)s of this file has the same number of your old system."),
        _("Keep one of the two rows."),
    ),
}
