Feature: Buying tea
  app: shop
  interruptions:
    cookies: "#accept-cookies, .note-do .press"

  Background:
    Given I go to /login
    And I type "ada@example.test" into the E-mail address field
    And I type "{{env.SHOP_PASSWORD}}" into the Password field
    And I click the Log in button
    Then the Products heading should be visible

  @outline
  Scenario Outline: Buying <product>
    When I click Add to cart in the row of <product>
    And I click Add to cart in the row of <other>
    And I click the Cart link
    Then the Quantity field in the row of <product> should have the value "1"
    And Total should show "<both>"
    When I type "2" into the Quantity field in the row of <product>
    Then Total should show "<three>"
    When I click Remove in the row of <other>
    And I accept the browser dialog
    Then "<other>" should be gone
    When I click the Checkout link
    And I type "Ada Byron" into the Full name field
    And I type "1 Main Street" into the Street field
    And I type "Graz" into the City field
    And I select "Austria" from the Country dropdown
    And I check the I agree to the terms checkbox
    And I click the Place order button
    Then "Thank you for your order" should be visible
    And "Ada Byron" should be visible
    And "<twice>" should be visible

    Examples:
      | product   | other        | both    | three   | twice   |
      | Green tea | Coffee beans | 14.40 € | 18.90 € | 9.00 €  |
      | Teapot    | Honey        | 30.75 € | 54.75 € | 48.00 € |
